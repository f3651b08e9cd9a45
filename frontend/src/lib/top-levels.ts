/** Top levels under which X takes a bare domain for a link: those of countries, and of some 1,200 others the ones met in
 *  running text. The same as the server's; `tests/networks/text_vectors.json` holds both to it. */

export const COUNTRIES =
  'ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv ' +
  'bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et eu ' +
  'fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in ' +
  'io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf ' +
  'mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph ' +
  'pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy ' +
  'sz tc td tf tg th tj tk tl tm tn to tp tr tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt ' +
  'za zm zw';

export const GENERIC =
  'academy aero agency app art asia band bar beer berlin bike bio biz blog build business cafe camp cards care ' +
  'cat center chat church city claims clinic cloud club codes coffee com community company consulting cool coop ' +
  'courses design dev digital directory earth edu education email energy engineering events expert farm fashion ' +
  'finance fitness football foundation fund fyi gallery game games garden gift global gov green group guide ' +
  'guru hamburg health help homes host house info ink institute int international jobs kitchen koeln land law ' +
  'legal life limited link live london love ltd market marketing media men mil mobi museum music name net ' +
  'network news ngo nyc one ong online org page paris partners party photo photography photos pics place plus ' +
  'post press pro productions pub radio recipes red rent report rest restaurant reviews rocks run sale school ' +
  'science services shop show site ski social software solar solutions space store stream studio style support ' +
  'sydney systems tax team tech technology tel theatre tips today tokyo tools top tours town training travel ' +
  'tube university vacations ventures video vip vision watch website wedding wiki wien work works world wtf xxx ' +
  'xyz zone';
