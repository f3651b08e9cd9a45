import { Plural, Trans } from '@lingui/react/macro';
import type { Figure, Outcomes } from '../../../api/types';
import { formatNumber, formatPercent } from '../../../lib/format';

const known = (figures: Figure[], key: string): number | null => {
  const figure = figures.find((one) => one.key === key);
  return figure && !figure.hidden ? figure.value : null;
};

/** The answer in one sentence, before any card: how many take part, and what came of it. */
export function Headline({ outcomes }: { outcomes: Outcomes }) {
  const rate = known(outcomes.figures, 'active_rate');
  const clicks = known(outcomes.figures, 'clicks');
  const days = outcomes.days;
  if (rate === null)
    return (
      <p className="max-w-[60ch] text-lg">
        <Trans>So few take part that nothing can be said without pointing at someone. Invite more people.</Trans>
      </p>
    );
  const share = formatPercent(rate);
  return (
    <p className="max-w-[60ch] text-xl leading-snug">
      <Trans>
        {share} of those who take part have shared in the last {days} days.
      </Trans>{' '}
      {clicks !== null && (
        <Plural
          value={clicks}
          one="Their links were opened once."
          other={`Their links were opened ${formatNumber(clicks)} times.`}
        />
      )}
    </p>
  );
}
