/** How each network counts a text. The server has its own implementation of the same rules (`networks.text`);
 *  `tests/networks/text_vectors.json` holds both to them. */
import { COUNTRIES, GENERIC } from './top-levels';

const WORD = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}';
const EMOJI =
  /^(?:[#*0-9]\uFE0F?\u20E3|\p{Regional_Indicator}{2}|[\u00A9\u00AE]\uFE0F|(?![\u00A9\u00AE])\p{Extended_Pictographic}(?!\uFE0E))/u;
const HASHTAG = '(?<![\\p{L}\\p{N}_&/])[#＃](?=[\\p{N}_]*\\p{L})[\\p{L}\\p{M}\\p{N}_]+';
const MENTION = new RegExp(`(?<![${WORD}/=])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[${WORD}.-]*[${WORD}]`, 'giu');
const LINK = /(?<![A-Za-z0-9@＠$#＃])https?:\/\/[\p{L}\p{N}[][^\s<>"“”「」]*/giu;
const LITTLE_TEXT = new RegExp(`${HASHTAG}|[\\\\|{}@[\\]()<>#*_~]`, 'gu');
const OPENERS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const LINK_UNITS = 23;

/** X, twitter-text configuration 3: characters in these ranges weigh 1, all others 2. */
const LIGHT: [number, number][] = [
  [0x0000, 0x10ff],
  [0x2000, 0x200d],
  [0x2010, 0x201f],
  [0x2032, 0x2037],
];

const TOP_LEVELS = `${COUNTRIES} ${GENERIC}`.replaceAll(' ', '|');
const WEIGHED_LINK = new RegExp(
  '(?<![A-Za-z0-9@＠$#＃])(?:' +
    'https?://(?:[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}])?\\.)+(?:xn--[a-z0-9-]+|\\p{L}{2,63})' +
    `|(?<![-_./])(?:[a-z0-9À-ɏ](?:[a-z0-9À-ɏ-]{0,61}[a-z0-9À-ɏ])?\\.)+(?:xn--[a-z0-9-]+|${TOP_LEVELS})` +
    ')(?![a-z0-9@+\\-])(?::\\d+)?' +
    "(?:/(?:[\\p{L}\\p{M}\\p{N}!*';:=+,.$/%#[\\]\\-–_~@|&()]*[\\p{L}\\p{M}\\p{N}=_#/+\\-)])?)?" +
    "(?:\\?[a-z0-9!?*'@();:&=+$/%#[\\]\\-_.,~|]*[a-z0-9\\-_&=#/])?",
  'giu',
);

const segmenter = new Intl.Segmenter('da', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
const utf8 = new TextEncoder();

const countGraphemes = (text: string): number => graphemes(text).length;

/** Ends a link before the punctuation of its sentence, and before a bracket that it did not open. */
function trimLink(link: string): string {
  let kept = link;
  while (kept) {
    const last = kept.at(-1) ?? '';
    const opener = OPENERS[last];
    const unopened = opener !== undefined && kept.split(last).length > kept.split(opener).length;
    if (!".,;:!?*'$%~|@([{".includes(last) && !unopened) return kept;
    kept = kept.slice(0, -1);
  }
  return kept;
}

const replaceLinks = (pattern: RegExp, text: string, by: string): string =>
  text.replace(pattern, (found) => by + found.slice(trimLink(found).length));

/** Graphemes; a link counts `linkUnits` whatever its length (null: its own), `@user@host` counts as `@user`. */
function countMastodon(text: string, linkUnits: number | null = LINK_UNITS): number {
  const shortened = linkUnits === null ? text : replaceLinks(LINK, text, 'x'.repeat(linkUnits));
  return countGraphemes(shortened.replace(MENTION, '@$1'));
}

function weigh(cluster: string): number {
  if (EMOJI.test(cluster)) return 2;
  let weight = 0;
  for (const character of cluster) {
    const code = character.codePointAt(0) ?? 0;
    weight += LIGHT.some(([low, high]) => low <= code && code <= high) ? 1 : 2;
  }
  return weight;
}

function countX(text: string): number {
  const shortened = replaceLinks(WEIGHED_LINK, text.normalize('NFC'), 'x'.repeat(LINK_UNITS));
  return graphemes(shortened).reduce((sum, cluster) => sum + weigh(cluster), 0);
}

const countThreads = (text: string): number =>
  graphemes(text).reduce((sum, one) => sum + (EMOJI.test(one) ? utf8.encode(one).length : [...one].length), 0);

/** LinkedIn counts the text as it is sent, with its markup characters escaped. */
const countLinkedin = (text: string): number =>
  text.replace(LITTLE_TEXT, (found) => (found.length > 1 ? found : `\\${found}`)).length;

const COUNTERS: Record<string, (text: string, linkUnits: number | null) => number> = {
  bluesky: countGraphemes,
  mastodon: countMastodon,
  x: countX,
  threads: countThreads,
  linkedin: countLinkedin,
};

/** How much of a network's room a text takes, in that network's own unit. `linkUnits` is what each link costs there. */
export const countFor = (network: string, text: string, linkUnits: number | null = LINK_UNITS): number =>
  (COUNTERS[network] ?? ((other) => other.length))(text, linkUnits);

/** The http(s) links in a text, without the punctuation of the sentence around them. */
export const findLinks = (text: string): string[] => Array.from(text.matchAll(LINK), ([found]) => trimLink(found));

/** The text followed by its link, unless the link already is in it. */
export function withLink(text: string, link: string | null): string {
  const own = text.trim();
  if (!link || findLinks(own).includes(link)) return own;
  return own ? `${own}\n\n${link}` : link;
}

/** What is shown at first and what waits behind "more", cut at a word where there is one. */
export function foldText(text: string, fold: number | null): [shown: string, rest: string] {
  const clusters = graphemes(text);
  if (fold === null || clusters.length <= fold) return [text, ''];
  let shown = clusters.slice(0, fold).join('');
  const cut = Math.max(shown.lastIndexOf(' '), shown.lastIndexOf('\n'));
  if (cut > Math.floor(shown.length / 2)) shown = shown.slice(0, cut);
  return [shown, text.slice(shown.length)];
}
