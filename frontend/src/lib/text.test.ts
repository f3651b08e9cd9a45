/** The browser's half of the counting rules; the server's half reads the same vectors. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countFor, findLinks, foldText, withLink } from './text';
import { COUNTRIES, GENERIC } from './top-levels';

type Vector = {
  network: string;
  text: string;
  used: number;
  why: string;
  url_units?: number | null;
  content_warning?: string;
};
type Book = {
  rules: Record<string, { url_units: number | null }>;
  x: { countries: string; generic: string };
  vectors: Vector[];
  folds: { text: string; fold: number; shown: string }[];
};

const book: Book = JSON.parse(readFileSync('../tests/networks/text_vectors.json', 'utf8'));

describe('a text is counted as its network counts it', () => {
  it.each(book.vectors)('$network: $why', ({ network, text, used, url_units: own, content_warning: warning = '' }) => {
    const linkUnits = own === undefined ? (book.rules[network]?.url_units ?? null) : own;
    expect(countFor(network, warning + text, linkUnits)).toBe(used);
  });
});

describe('a long text is folded at a word', () => {
  it.each(book.folds)('after “$shown”', ({ text, fold, shown }) => {
    const [seen, hidden] = foldText(text, fold);
    expect(seen).toBe(shown);
    expect(seen + hidden).toBe(text);
  });

  it('is left whole where the network folds nothing', () => {
    expect(foldText('short', null)).toEqual(['short', '']);
  });
});

it('knows the same top levels as the server', () => {
  expect({ countries: COUNTRIES, generic: GENERIC }).toEqual({ countries: book.x.countries, generic: book.x.generic });
});

describe('links in a text', () => {
  it('end before the punctuation of their sentence', () => {
    expect(findLinks('Read https://a.example/b, then http://c.example.')).toEqual([
      'https://a.example/b',
      'http://c.example',
    ]);
    expect(findLinks('(https://a.example/b_(c))')).toEqual(['https://a.example/b_(c)']);
  });

  it('are added once, after the words', () => {
    expect(withLink('Words', 'https://a.example')).toBe('Words\n\nhttps://a.example');
    expect(withLink('See https://a.example', 'https://a.example')).toBe('See https://a.example');
    expect(withLink('', 'https://a.example')).toBe('https://a.example');
  });
});
