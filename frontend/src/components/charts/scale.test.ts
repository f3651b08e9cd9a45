import { expect, it } from 'vitest';
import { linePath, lonePoints, niceTop } from './scale';

it.each([
  [0, { top: 4, step: 1 }],
  [7, { top: 8, step: 2 }],
  [18, { top: 20, step: 5 }],
  [284, { top: 300, step: 100 }],
])('an axis up to %d ends on a round number', (highest, axis) => {
  expect(niceTop(highest)).toEqual(axis);
});

it('a day that is not known breaks the line, and does not pull it to zero', () => {
  expect(linePath([1, null, 3, 4], (x, y) => ({ x, y }))).toBe('M0.0,1.0M2.0,3.0L3.0,4.0');
});

it('a day known alone is a dot', () => {
  expect(lonePoints([1, null, 3, 4, null, 6])).toEqual([0, 5]);
});
