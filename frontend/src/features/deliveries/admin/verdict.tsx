/** The whole page in one sentence. */
import { Plural, Trans } from '@lingui/react/macro';
import type { Deliveries } from '../../../api/types';
import { formatTime } from '../../../lib/format';

function Sentence({ deliveries: { networks, holds, standstills, breakers } }: { deliveries: Deliveries }) {
  const late = networks.reduce((sum, row) => sum + row.late, 0);
  const waiting = networks.reduce((sum, row) => sum + row.waiting, 0);
  if (standstills.length > 0 || holds.some(({ scope }) => scope === 'organisation'))
    return <Trans>Nothing goes out.</Trans>;
  if (holds.length + breakers.length > 0) return <Trans>Not everything goes out.</Trans>;
  if (late > 0)
    return (
      <Plural
        value={late}
        one="# post should have gone out more than a minute ago."
        other="# posts should have gone out more than a minute ago."
      />
    );
  if (waiting > 0)
    return (
      <Plural
        value={waiting}
        one="Everything goes out as planned; # post waits for its time."
        other="Everything goes out as planned; # posts wait for their time."
      />
    );
  return <Trans>Everything has gone out; nothing waits.</Trans>;
}

export function Verdict({ deliveries }: { deliveries: Deliveries }) {
  const at = formatTime(deliveries.at);
  return (
    <div>
      <p role="status" className="max-w-[40ch] text-xl leading-snug">
        <Sentence deliveries={deliveries} />
      </p>
      <p className="text-sm text-muted">
        <Trans>As of {at}. The page looks again by itself.</Trans>
      </p>
    </div>
  );
}
