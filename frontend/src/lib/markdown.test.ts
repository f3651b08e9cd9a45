import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown } from './markdown';

describe('a text in small Markdown', () => {
  it('has headings, paragraphs, lists and quotes', () => {
    const blocks = parseMarkdown('## Title\nOne\ntwo\n\n- a\n- b\n\n1. c\n> said');
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list', 'list', 'quote']);
    expect(blocks[1]).toEqual({ kind: 'paragraph', text: ['One two'] });
  });

  it('ends, whatever it is', () => {
    for (const odd of ['', '\n\n', '**', '[a](', '> ', '#'.repeat(2000), '*_*_*_'.repeat(500)])
      expect(parseMarkdown(odd)).toBeInstanceOf(Array);
  });
});

describe('a link', () => {
  it('leads to pages and letters', () => {
    expect(parseInline('[us](https://example.org)')).toEqual([
      { kind: 'link', href: 'https://example.org', children: ['us'] },
    ]);
  });

  it.each(['javascript:alert`1`', 'data:text/html,x', '//example.org', 'JAVASCRIPT:x'])('never leads to %s', (href) => {
    expect(parseInline(`[x](${href})`)).toEqual([`[x](${href})`]);
  });
});
