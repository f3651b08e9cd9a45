/** Days on a line, with each series named beside its own colour and dash, and the same numbers as a table. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type PointerEvent, useId, useState } from 'react';
import { useWidth } from '../../hooks/use-width';
import { formatNumber } from '../../lib/format';
import { ChartTable } from './chart-table';
import { linePath, lonePoints, niceTop, type Series } from './scale';

type Props = {
  title: string;
  labels: string[];
  series: Series[];
  firstColumn: string;
  /** What a day without a value is called; unknown, unless it is known and hidden. */
  missing?: string;
};

const HEIGHT = 240;
const PAD = { left: 44, right: 12, top: 12, bottom: 30 };
const LABEL_ROOM = 76;

type LegendProps = { series: Series[]; at: number; label: string; missing: string };

function Legend({ series, at, label, missing }: LegendProps) {
  return (
    <ul className="mb-2 flex flex-wrap gap-x-5 gap-y-1">
      <li className="w-full text-sm text-muted sm:w-auto sm:min-w-20 sm:text-base">{label}</li>
      {series.map((one) => {
        const value = one.values[at];
        return (
          <li key={one.key} className="flex items-center gap-2">
            <svg width="26" height="10" aria-hidden="true">
              <line x1="1" y1="5" x2="25" y2="5" stroke={one.colour} strokeWidth="3" strokeDasharray={one.dash} />
            </svg>
            {one.label}
            <strong className="tabular-nums">{value == null ? missing : formatNumber(value)}</strong>
          </li>
        );
      })}
    </ul>
  );
}

export function LineChart({ title, labels, series, firstColumn, missing }: Props) {
  const { t } = useLingui();
  const nothing = missing ?? t`unknown`;
  const id = useId();
  const [box, width] = useWidth(600);
  const [pointed, setPointed] = useState<number | null>(null);
  const last = Math.max(0, labels.length - 1);
  const shown = Math.min(pointed ?? last, last);
  const { top, step } = niceTop(Math.max(0, ...series.flatMap((one) => one.values.map((value) => value ?? 0))));
  const inner = Math.max(1, width - PAD.left - PAD.right);
  const x = (at: number) => PAD.left + (last ? (at * inner) / last : inner / 2);
  const y = (value: number) => PAD.top + (1 - value / top) * (HEIGHT - PAD.top - PAD.bottom);
  const every = Math.max(1, Math.ceil(labels.length / Math.max(1, Math.floor(inner / LABEL_ROOM))));
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    setPointed(Math.max(0, Math.min(last, Math.round(((event.clientX - left - PAD.left) / inner) * last))));
  };
  return (
    <div ref={box} className="min-w-0">
      <Legend series={series} at={shown} label={labels[shown] ?? ''} missing={nothing} />
      <svg
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-labelledby={id}
        className="max-w-full touch-pan-y text-xs"
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        <title id={id}>{title}</title>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={PAD.left} x2={width - PAD.right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={PAD.left - 8} y={y(tick) + 4} textAnchor="end" fill="var(--muted)">
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {labels.map((label, at) =>
          (last - at) % every === 0 ? (
            <text key={label} x={x(at)} y={HEIGHT - 8} textAnchor={at === last ? 'end' : 'middle'} fill="var(--muted)">
              {label}
            </text>
          ) : null,
        )}
        {pointed !== null && (
          <line x1={x(shown)} x2={x(shown)} y1={PAD.top} y2={HEIGHT - PAD.bottom} stroke="var(--edge)" />
        )}
        {series.map((one) => (
          <Line key={one.key} series={one} shown={shown} x={x} y={y} />
        ))}
      </svg>
      <ChartTable missing={nothing} title={title} firstColumn={firstColumn} labels={labels} series={series}>
        <Trans>Show as a table</Trans>
      </ChartTable>
    </div>
  );
}

type LineProps = { series: Series; shown: number; x: (at: number) => number; y: (value: number) => number };

function Line({ series, shown, x, y }: LineProps) {
  const value = series.values[shown];
  return (
    <g>
      <path
        d={linePath(series.values, (at, known) => ({ x: x(at), y: y(known) }))}
        fill="none"
        stroke={series.colour}
        strokeWidth="2.5"
        strokeDasharray={series.dash}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {lonePoints(series.values).map((at) => (
        <circle key={at} cx={x(at)} cy={y(series.values[at] ?? 0)} r="3" fill={series.colour} />
      ))}
      {value != null &&
        (series.dash ? (
          <circle cx={x(shown)} cy={y(value)} r="6" fill="none" stroke={series.colour} strokeWidth="2.5" />
        ) : (
          <circle cx={x(shown)} cy={y(value)} r="4" fill={series.colour} />
        ))}
    </g>
  );
}
