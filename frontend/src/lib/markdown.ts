/** Reads the small Markdown of stories and guidelines: headings, paragraphs, lists, quotes, bold, italic, code and links. */

export type Inline =
  | string
  | { kind: 'strong' | 'em' | 'code'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: Inline[] }
  | { kind: 'paragraph' | 'quote'; text: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] };

const INLINE =
  /\*\*(?<strong>[^*]+)\*\*|(?<![\w*])[*_](?<em>[^*_]+)[*_](?![\w*])|`(?<code>[^`]+)`|\[(?<words>[^\]]+)\]\((?<href>[^)\s]+)\)|(?<bare>https?:\/\/[^\s<>]*[^\s<>.,:;!?)"'])/u;

/** Only addresses that open a page or a letter; `javascript:` and its like stay text. */
const isSafe = (href: string) => /^(https?:\/\/|mailto:)/i.test(href);

export function parseInline(text: string): Inline[] {
  const found = INLINE.exec(text);
  if (!found) return text ? [text] : [];
  const { strong, em, code, words, href, bare } = found.groups ?? {};
  const out: Inline[] = found.index > 0 ? [text.slice(0, found.index)] : [];
  if (strong) out.push({ kind: 'strong', children: parseInline(strong) });
  else if (em) out.push({ kind: 'em', children: parseInline(em) });
  else if (code) out.push({ kind: 'code', children: [code] });
  else if (bare) out.push({ kind: 'link', href: bare, children: [bare] });
  else if (words && href && isSafe(href)) out.push({ kind: 'link', href, children: parseInline(words) });
  else out.push(found[0]);
  return [...out, ...parseInline(text.slice(found.index + found[0].length))];
}

const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^\s*[-*•]\s+(.*)$/;
const NUMBER = /^\s*\d+[.)]\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;

const isPlain = (line: string) =>
  line.trim() !== '' && ![HEADING, BULLET, NUMBER, QUOTE].some((rule) => rule.test(line));

export function parseMarkdown(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const gather = (rule: RegExp): string[] => {
    const taken: string[] = [];
    for (let found = rule.exec(lines[at] ?? ''); found; found = rule.exec(lines[++at] ?? ''))
      taken.push(found[1] ?? '');
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    if (line.trim() === '') at += 1;
    else if (heading) {
      blocks.push({
        kind: 'heading',
        level: (heading[1] ?? '').length > 2 ? 3 : 2,
        text: parseInline(heading[2] ?? ''),
      });
      at += 1;
    } else if (BULLET.test(line)) blocks.push({ kind: 'list', ordered: false, items: gather(BULLET).map(parseInline) });
    else if (NUMBER.test(line)) blocks.push({ kind: 'list', ordered: true, items: gather(NUMBER).map(parseInline) });
    else if (QUOTE.test(line)) blocks.push({ kind: 'quote', text: parseInline(gather(QUOTE).join(' ')) });
    else {
      const start = at;
      while (at < lines.length && isPlain(lines[at] ?? '')) at += 1;
      blocks.push({ kind: 'paragraph', text: parseInline(lines.slice(start, at).join(' ')) });
    }
  }
  return blocks;
}
