/** One figure that says where it comes from. What is not known says so, and is never shown as zero. */
import { Trans, useLingui } from '@lingui/react/macro';
import type { Figure } from '../../api/types';
import { formatMoment, formatNumber, formatPercent } from '../../lib/format';
import { FIGURE_WORDS, KIND_WORDS, SOURCE_WORDS } from './words';

export function FigureValue({ figure }: { figure: Figure }) {
  if (figure.hidden)
    return (
      <span className="text-muted">
        <Trans>Hidden</Trans>
      </span>
    );
  if (figure.value === null)
    return (
      <span className="text-muted">
        <Trans>Unknown</Trans>
      </span>
    );
  return figure.unit === 'percent' ? formatPercent(figure.value) : formatNumber(figure.value);
}

function Origin({ figure }: { figure: Figure }) {
  const { i18n } = useLingui();
  const kind = i18n._(KIND_WORDS[figure.kind]);
  const source = i18n._(SOURCE_WORDS[figure.source]);
  return (
    <>
      {kind} {source}
    </>
  );
}

/** How much of what there was could be measured: "for 5 of 6 posts". */
function Coverage({ coverage }: { coverage: Figure['coverage'] }) {
  if (!coverage) return null;
  const measured = formatNumber(coverage.measured);
  const of = formatNumber(coverage.of);
  return (
    <p>
      <Trans>
        Known for {measured} of {of} posts
      </Trans>
    </p>
  );
}

export function FigureCard({ figure, minGroup }: { figure: Figure; minGroup?: number }) {
  const { i18n } = useLingui();
  const words = FIGURE_WORDS[figure.key];
  const asOf = figure.as_of && formatMoment(figure.as_of);
  const known = figure.value !== null && !figure.hidden;
  return (
    <div className="card grid content-start gap-1 p-4">
      <dt className="font-semibold text-muted">{words ? i18n._(words.label) : figure.key}</dt>
      <dd className={`leading-tight tabular-nums ${known ? 'text-3xl font-bold' : 'py-1 text-xl font-semibold'}`}>
        <FigureValue figure={figure} />
      </dd>
      <dd className="grid gap-0.5 text-sm text-muted">
        {figure.hidden ? (
          <p>
            <Trans>Fewer than {minGroup ?? 5} people: nobody may be recognised.</Trans>
          </p>
        ) : (
          <p>
            <Origin figure={figure} />
          </p>
        )}
        <Coverage coverage={figure.coverage} />
        {known && asOf && (
          <p>
            <Trans>As of {asOf}</Trans>
          </p>
        )}
        {words && (
          <details className="mt-1">
            <summary className="inline-flex min-h-8 items-center underline underline-offset-4">
              <Trans>What it counts</Trans>
            </summary>
            <p className="pt-1">{i18n._(words.meaning)}</p>
          </details>
        )}
      </dd>
    </div>
  );
}

/** Several figures side by side, as one list of terms. */
export function FigureGrid({ figures, minGroup }: { figures: Figure[]; minGroup?: number }) {
  return (
    <dl className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {figures.map((figure) => (
        <FigureCard key={figure.key} figure={figure} minGroup={minGroup} />
      ))}
    </dl>
  );
}

/** A figure in a running line: "84 clicks". */
export function FigureInline({ figure }: { figure: Figure }) {
  const { i18n } = useLingui();
  const words = FIGURE_WORDS[figure.key];
  return (
    <span className="whitespace-nowrap">
      <strong className="tabular-nums">
        <FigureValue figure={figure} />
      </strong>{' '}
      <span className="text-muted">{words ? i18n._(words.label).toLocaleLowerCase() : figure.key}</span>
    </span>
  );
}
