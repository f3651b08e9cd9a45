/** What keeps posts from going out: a person's stop, a pause of Fortaler's own, or a stop of the whole installation. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CirclePause, OctagonX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Deliveries, Hold } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { networkName } from '../../../components/ui/network-mark';
import { formatMoment, formatTime } from '../../../lib/format';
import { ReleaseDialog } from './release';

type Standstill = Deliveries['standstills'][number];
type Breaker = Deliveries['breakers'][number];

function useScopeName(): (hold: Pick<Hold, 'network' | 'instance' | 'profile'>) => string {
  const { t } = useLingui();
  return ({ network, instance, profile }) => {
    if (!network && !profile) return t`Everything`;
    const name = networkName(profile?.network ?? network ?? '');
    if (!profile) return instance ? `${name}, ${instance}` : name;
    const { person } = profile;
    return t`${person} on ${name}`;
  };
}

type BoxProps = { paused: boolean; title: ReactNode; because: string; meta: ReactNode; children: ReactNode };

function StopBox({ paused, title, because, meta, children }: BoxProps) {
  const Icon = paused ? CirclePause : OctagonX;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 rounded-md bg-warn-soft p-4">
      <Icon aria-hidden size={24} className="mt-0.5 shrink-0 text-warn" />
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <h3>{title}</h3>
        <p className="[overflow-wrap:anywhere]">{because}</p>
        <p className="text-sm">{meta}</p>
      </div>
      {children}
    </li>
  );
}

function HoldBox({ hold }: { hold: Hold }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const name = useScopeName()(hold);
  const since = formatMoment(hold.since);
  const { by } = hold;
  const paused = hold.kind === 'pause';
  return (
    <StopBox
      paused={paused}
      title={paused ? <Trans>{name}: paused by Fortaler</Trans> : <Trans>{name}: stopped</Trans>}
      because={hold.because}
      meta={
        by ? (
          <Trans>
            By {by}, since {since}
          </Trans>
        ) : (
          <Trans>Since {since}</Trans>
        )
      }
    >
      <div className="flex flex-wrap gap-2">
        {paused && hold.network && (
          <Link
            to="/admin/apps/$network"
            params={{ network: hold.network }}
            className="link inline-flex min-h-11 items-center px-2"
          >
            <Trans>See the app</Trans>
          </Link>
        )}
        <Button look="outline" onClick={() => setAsking(true)} aria-label={t`Let posts go on: ${name}`}>
          <Trans>Let posts go on</Trans>
        </Button>
      </div>
      {asking && <ReleaseDialog hold={hold} name={name} onClose={() => setAsking(false)} />}
    </StopBox>
  );
}

/** A network that fails: Fortaler leaves it alone, and tries it with one post when its rest is over. */
function BreakerBox({
  breaker: { network, instance, state, because, since: at, next_try_at: next },
}: {
  breaker: Breaker;
}) {
  const name = instance ? `${networkName(network)}, ${instance}` : networkName(network);
  const [since, again] = [formatMoment(at), formatTime(next)];
  return (
    <StopBox
      paused
      title={<Trans>{name}: rests, because it fails</Trans>}
      because={because}
      meta={<Trans>Since {since}</Trans>}
    >
      <p className="basis-full text-sm">
        {state === 'half_open' ? (
          <Trans>One post tries it right now. If it is taken, the others follow by themselves.</Trans>
        ) : (
          <Trans>One post tries it again {again}. If it is taken, the others follow by themselves.</Trans>
        )}
      </p>
    </StopBox>
  );
}

function StandstillBox({ standstill: { kind, network, because, by, since: at } }: { standstill: Standstill }) {
  const since = formatMoment(at);
  const name = network && networkName(network);
  return (
    <StopBox
      paused={false}
      title={
        kind === 'restore' ? (
          <Trans>Fortaler was brought back from a backup, and sends nothing yet</Trans>
        ) : name ? (
          <Trans>{name} is stopped in the whole installation</Trans>
        ) : (
          <Trans>The whole installation is stopped</Trans>
        )
      }
      because={because}
      meta={
        by ? (
          <Trans>
            By {by}, since {since}
          </Trans>
        ) : (
          <Trans>Since {since}</Trans>
        )
      }
    >
      <p className="basis-full text-sm">
        <Trans>Only those who run the installation can lift it.</Trans>
      </p>
    </StopBox>
  );
}

export function Stops({ deliveries: { standstills, holds, breakers } }: { deliveries: Deliveries }) {
  if (standstills.length + holds.length + breakers.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2">
        <Trans>Stopped</Trans>
      </h2>
      <ul className="grid gap-3">
        {standstills.map((one) => (
          <StandstillBox key={`${one.kind} ${one.network}`} standstill={one} />
        ))}
        {holds.map((hold) => (
          <HoldBox key={hold.id} hold={hold} />
        ))}
        {breakers.map((one) => (
          <BreakerBox key={`${one.network} ${one.instance}`} breaker={one} />
        ))}
      </ul>
    </section>
  );
}
