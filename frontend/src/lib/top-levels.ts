/** Last labels that make a bare domain a link on X. X knows some 1,500; these are the ones met in running text. */
export const TOP_LEVELS =
  'academy|aero|agency|app|art|asia|beer|berlin|bike|bio|biz|blog|build|business|cafe|camp|cards|care|cat|' +
  'center|chat|city|cloud|club|codes|coffee|com|community|company|consulting|cool|coop|copenhagen|courses|' +
  'design|dev|digital|directory|earth|edu|education|email|energy|engineering|eu|events|expert|farm|fashion|' +
  'finance|fitness|football|fund|fyi|gallery|game|games|garden|global|gov|green|group|guide|guru|hamburg|' +
  'health|help|host|house|info|ink|institute|int|international|jobs|kitchen|koeln|land|law|legal|life|link|' +
  'live|london|love|ltd|market|marketing|media|men|mil|mobi|museum|name|net|network|news|ngo|nyc|one|ong|' +
  'online|org|page|paris|partners|party|photo|photography|photos|pics|place|plus|post|press|pro|productions|' +
  'pub|radio|realestate|recipes|red|rent|report|rest|restaurant|reviews|rocks|run|sale|school|science|' +
  'services|shop|show|site|ski|social|software|solar|solutions|space|store|stream|studio|style|support|' +
  'sydney|systems|tax|team|tech|technology|tel|tips|today|tokyo|tools|top|tours|town|training|travel|tube|' +
  'university|vacations|ventures|video|vip|vision|vlaanderen|watch|website|wiki|wien|work|works|world|wtf|' +
  'xn--[a-z0-9-]+|xxx|xyz|zone|[a-z]{2}';
