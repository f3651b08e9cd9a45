/** What a network still takes from the organisation's app: never a nought where nobody has said. */
import { Plural, Trans } from '@lingui/react/macro';
import type { Deliveries } from '../../../api/types';
import { formatNumber, formatPercent, formatTime } from '../../../lib/format';

type Row = Deliveries['networks'][number];
type Budget = NonNullable<Row['budget']>;

function Amount({ budget: { remaining, most, unit } }: { budget: Budget }) {
  const left = formatNumber(remaining);
  if (unit === 'percent') return formatPercent(remaining);
  if (most === null) return left;
  const of = formatNumber(most);
  return (
    <Trans>
      {left} of {of}
    </Trans>
  );
}

export function BudgetLeft({ row: { budget, profiles_spent: spent } }: { row: Row }) {
  const until = budget && formatTime(budget.resets_at);
  return (
    <>
      {budget ? (
        <span className={budget.remaining === 0 ? 'font-bold text-danger' : 'font-semibold'}>
          <Amount budget={budget} />
        </span>
      ) : (
        <span className="text-muted">
          <Trans>Not known</Trans>
        </span>
      )}
      {until && (
        <span className="block w-full text-sm whitespace-nowrap text-muted">
          <Trans>until {until}</Trans>
        </span>
      )}
      {spent > 0 && (
        <span className="block w-full text-sm whitespace-nowrap text-danger">
          <Plural value={spent} one="# profile has to wait" other="# profiles have to wait" />
        </span>
      )}
    </>
  );
}
