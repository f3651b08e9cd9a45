import type { ReactNode } from 'react';
import { formatNumber } from '../../lib/format';
import type { Series } from './scale';

type Props = {
  title: string;
  firstColumn: string;
  labels: string[];
  series: Series[];
  missing: string;
  children: ReactNode;
};

/** The numbers of a chart in rows and columns, for whoever cannot or would rather not read a line. */
export function ChartTable({ title, firstColumn, labels, series, missing, children }: Props) {
  return (
    <details className="mt-2">
      <summary className="inline-flex min-h-11 items-center underline underline-offset-4">{children}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={title} className="max-h-96 overflow-auto">
        <table className="w-full tabular-nums">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="px-2 py-1.5 text-start">
                {firstColumn}
              </th>
              {series.map((one) => (
                <th key={one.key} scope="col" className="px-2 py-1.5 text-end">
                  {one.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, at) => (
              <tr key={label} className="border-b border-line">
                <th scope="row" className="px-2 py-1.5 text-start font-normal">
                  {label}
                </th>
                {series.map((one) => {
                  const value = one.values[at];
                  return (
                    <td key={one.key} className="px-2 py-1.5 text-end">
                      {value == null ? <span className="text-muted">{missing}</span> : formatNumber(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
