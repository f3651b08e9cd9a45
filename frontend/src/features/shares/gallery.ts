/** How each network lays out several pictures, as people saw it in its app in November 2026. No network promises it. */

export type Layout =
  | { kind: 'rows'; rows: number[]; more: number }
  /** The first beside the two others, twice as tall. */
  | { kind: 'tall' }
  /** In a row that is moved sideways, each in its own shape. */
  | { kind: 'strip' }
  /** One at a time, all in the shape of the first. */
  | { kind: 'carousel' };

const MOSAIC = 5;
const QUADS = 4;

function rows(count: number, counts: number[]): Layout {
  return { kind: 'rows', rows: counts, more: count - counts.reduce((sum, one) => sum + one, 0) };
}

/** Up to five are shown in rows; a number stands on the last for the rest. */
function mosaic(count: number, four: number[]): Layout {
  if (count >= MOSAIC) return rows(count, [2, 3]);
  return rows(count, count === QUADS ? four : [count]);
}

export function layoutOf(network: string, count: number): Layout {
  if (count === 1) return rows(1, [1]);
  switch (network) {
    case 'instagram':
      return { kind: 'carousel' };
    case 'threads':
      return { kind: 'strip' };
    case 'linkedin':
      return count === 3 ? { kind: 'tall' } : mosaic(count, [1, 3]);
    case 'facebook':
      return count === 3 ? rows(count, [1, 2]) : mosaic(count, [2, 2]);
    case 'bluesky':
      if (count > QUADS) return { kind: 'strip' };
  }
  if (count === 3) return { kind: 'tall' };
  return count > QUADS ? mosaic(count, [2, 2]) : rows(count, count === QUADS ? [2, 2] : [count]);
}
