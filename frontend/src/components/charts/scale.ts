/** Where values land on a chart, and round numbers for its axis. */

/** One line: a name, how it is drawn, and a value a day; null is unknown. */
export type Series = { key: string; label: string; colour: string; dash?: string; values: (number | null)[] };

/** The smallest of 1, 2, 5 × 10ⁿ steps that covers `highest` in at most four steps; 4 at least, for quiet periods. */
export function niceTop(highest: number): { top: number; step: number } {
  const rough = Math.max(highest, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  return { top: Math.ceil(Math.max(highest, 4) / step) * step, step };
}

export type Point = { x: number; y: number };

/** The line through the known points of a series: unknown days break it, they do not pull it to zero. */
export function linePath(values: (number | null)[], place: (at: number, value: number) => Point): string {
  let path = '';
  let open = false;
  values.forEach((value, at) => {
    if (value === null) {
      open = false;
      return;
    }
    const { x, y } = place(at, value);
    path += `${open ? 'L' : 'M'}${x.toFixed(1)},${y.toFixed(1)}`;
    open = true;
  });
  return path;
}

/** Known points with an unknown day on both sides: too short for a line, drawn as dots. */
export const lonePoints = (values: (number | null)[]): number[] =>
  values.flatMap((value, at) => (value !== null && values[at - 1] == null && values[at + 1] == null ? [at] : []));
