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

/** A figure with its name, and all that tells how far it can be trusted. */
export function FigureCard({ figure, minGroup }: { figure: Figure; minGroup?: number }) {
  const { i18n } = useLingui();
  const words = FIGURE_WORDS[figure.key];
  const known = figure.value !== null && !figure.hidden;
  return (
    <div className="figure">
      <dt className="font-semibold">{words ? i18n._(words.label) : figure.key}</dt>
      <dd className={`leading-tight ${known ? 'text-3xl font-bold' : 'text-lg font-semibold'}`}>
        <FigureValue figure={figure} />
      </dd>
      <dd className="text-sm text-muted">
        <Provenance figure={figure} minGroup={minGroup} />
        {words && (
          <details>
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

function Provenance({ figure, minGroup }: { figure: Figure; minGroup?: number }) {
  const asOf = figure.as_of && figure.value !== null && formatMoment(figure.as_of);
  if (figure.hidden)
    return (
      <p>
        <Trans>Fewer than {minGroup ?? 5} people: nobody may be recognised.</Trans>
      </p>
    );
  return (
    <>
      {(figure.value !== null || !figure.coverage) && (
        <p>
          <Origin figure={figure} />
        </p>
      )}
      <Coverage coverage={figure.coverage} />
      {asOf && (
        <p>
          <Trans>As of {asOf}</Trans>
        </p>
      )}
    </>
  );
}

/** Several figures side by side, as one list of terms; a row each on phones. */
export function FigureGrid({ figures, minGroup }: { figures: Figure[]; minGroup?: number }) {
  return (
    <dl className="card grid overflow-hidden sm:grid-cols-2 xl:grid-cols-3">
      {figures.map((figure) => (
        <FigureCard key={figure.key} figure={figure} minGroup={minGroup} />
      ))}
    </dl>
  );
}

/** A figure in a running line: "84 clicks", or "reactions: unknown". */
export function FigureInline({ figure }: { figure: Figure }) {
  const { i18n } = useLingui();
  const words = FIGURE_WORDS[figure.key];
  const label = words ? i18n._(words.label).toLocaleLowerCase(i18n.locale) : figure.key;
  if (figure.value === null)
    return (
      <span className="whitespace-nowrap text-muted">
        {label}: <FigureUnknown hidden={figure.hidden !== null} />
      </span>
    );
  return (
    <span className="whitespace-nowrap">
      <strong className="tabular-nums">
        <FigureValue figure={figure} />
      </strong>{' '}
      <span className="text-muted">{label}</span>
    </span>
  );
}

function FigureUnknown({ hidden }: { hidden: boolean }) {
  return hidden ? <Trans>hidden</Trans> : <Trans>unknown</Trans>;
}
