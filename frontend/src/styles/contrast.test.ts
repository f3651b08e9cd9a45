/** Every pair of colours that text, edges and focus rings are made of, in both themes, by WCAG's own formula. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, deriveBrand } from '../lib/brand';

const sheet = readFileSync('src/styles/tokens.css', 'utf8');
const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];

function colour(name: string, scheme: Scheme): string {
  const both = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(sheet);
  const one = new RegExp(`--${name}: (#\\w{6});`).exec(sheet);
  const found = both?.[scheme === 'light' ? 1 : 2] ?? one?.[1];
  if (!found) throw new Error(`no colour --${name}`);
  return found;
}

const TEXT: [string, string[]][] = [
  ['ink', ['paper', 'surface', 'sunken']],
  ['muted', ['paper', 'surface', 'sunken']],
  ['brand', ['paper', 'surface']],
  ['on-brand', ['brand', 'brand-strong']],
  ['on-brand-soft', ['brand-soft']],
  ['danger', ['paper', 'surface', 'danger-soft']],
  ['warn', ['paper', 'surface', 'warn-soft']],
  ['ok', ['paper', 'surface']],
  ['info', ['paper', 'surface']],
  ['on-sun', ['sun']],
];
const EDGES: [string, string[]][] = [
  ['edge', ['paper', 'surface']],
  ['focus', ['paper', 'surface']],
  ['chart-1', ['surface']],
  ['chart-2', ['surface']],
  ['chart-3', ['surface']],
];

const pairs = (table: [string, string[]][]) =>
  SCHEMES.flatMap((scheme) => table.flatMap(([over, unders]) => unders.map((under) => ({ scheme, over, under }))));

describe.each(pairs(TEXT))('text in $over on $under, $scheme', ({ scheme, over, under }) => {
  it('can be read', () => {
    expect(contrast(colour(over, scheme), colour(under, scheme))).toBeGreaterThanOrEqual(4.5);
  });
});

describe.each(pairs(EDGES))('$over on $under, $scheme', ({ scheme, over, under }) => {
  it('can be seen', () => {
    expect(contrast(colour(over, scheme), colour(under, scheme))).toBeGreaterThanOrEqual(3);
  });
});

describe.each(['#ffcc00', '#00e5ff', '#ff0000', '#123456', '#ffffff', '#000000'])('an organisation’s %s', (hex) => {
  const brand = deriveBrand(hex);
  it.each(SCHEMES)('is made readable in %s', (scheme) => {
    const { brand: own, onBrand, soft, onSoft } = brand[scheme];
    for (const ground of ['paper', 'surface', 'sunken'])
      expect(contrast(own, colour(ground, scheme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(own, onBrand)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(onSoft, soft)).toBeGreaterThanOrEqual(4.5);
  });
});
