import { describe, expect, it } from 'vitest';
import { layoutOf } from './gallery';

describe('several pictures', () => {
  it.each([
    ['mastodon', 4, { kind: 'rows', rows: [2, 2], more: 0 }],
    ['x', 3, { kind: 'tall' }],
    ['bluesky', 4, { kind: 'rows', rows: [2, 2], more: 0 }],
    ['bluesky', 5, { kind: 'strip' }],
    ['linkedin', 4, { kind: 'rows', rows: [1, 3], more: 0 }],
    ['linkedin', 9, { kind: 'rows', rows: [2, 3], more: 4 }],
    ['facebook', 3, { kind: 'rows', rows: [1, 2], more: 0 }],
    ['instagram', 2, { kind: 'carousel' }],
    ['threads', 2, { kind: 'strip' }],
    ['instagram', 1, { kind: 'rows', rows: [1], more: 0 }],
  ])('on %s, %i of them, stand as its readers see them', (network, count, layout) => {
    expect(layoutOf(network, count)).toEqual(layout);
  });
});
