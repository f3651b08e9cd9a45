/** One connected or declared profile: how it stands and what to do, what we may do with it, and the way out. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { Profile } from '../../../api/types';
import { Badge } from '../../../components/ui/badge';
import { Button } from '../../../components/ui/button';
import { PlaceMark, usePlaceName } from '../../../components/ui/place';
import { formatDay } from '../../../lib/format';
import { PROFILE_STATES } from '../words';
import { Access } from './access';
import { Disconnect } from './disconnect';
import { Renew } from './renew';

type Props = {
  profile: Profile;
  returnTo: string;
  /** How many posts wait to go out there; null while that is not known. */
  waiting: number | null;
  /** Shows at once what we may do there. */
  explain?: boolean;
};

const WANTS_RENEWAL = new Set<Profile['state']>(['expiring', 'needs_reconnect']);

function sayState({ state, expires_at: end }: Profile, network: string): ReactNode {
  const until = end && formatDay(end);
  if (state === 'declared') return <Trans>You post yourself, so nothing runs out.</Trans>;
  if (state === 'connected')
    return until ? (
      <Trans>Our access ends on {until}. You can renew it at any time before that.</Trans>
    ) : (
      <Trans>Our access stays until you take it away.</Trans>
    );
  if (state === 'expiring')
    return <Trans>The connection runs out on {until}. Renew it, and planned posts go out as planned.</Trans>;
  return (
    <Trans>
      {network} no longer lets us in. Planned posts wait until you have connected it again. Nothing is lost.
    </Trans>
  );
}

function Details({ summary, open, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details open={open}>
      <summary className="inline-flex min-h-11 items-center underline underline-offset-4">{summary}</summary>
      {children}
    </details>
  );
}

export function ProfileCard({ profile, returnTo, waiting, explain = false }: Props) {
  const { t, i18n } = useLingui();
  const [asking, setAsking] = useState(false);
  const network = usePlaceName()(profile);
  const state = PROFILE_STATES[profile.state];
  const title = profile.display_name || profile.handle || network;
  const name = `${title}, ${network}`;
  const needed = WANTS_RENEWAL.has(profile.state);
  return (
    <article className="card grid gap-2 p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <PlaceMark place={profile} size={36} />
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="break-words">{title}</h3>
          <p className="text-sm text-muted [overflow-wrap:anywhere]">
            {network}
            {profile.kind === 'page' && (
              <>
                {' '}
                · <Trans>page</Trans>
              </>
            )}
            {profile.handle && profile.handle !== title && ` · ${profile.handle}`}
          </p>
        </div>
        <Badge tone={state.tone}>{i18n._(state.words)}</Badge>
      </div>
      <p className={needed ? '' : 'text-muted'}>{sayState(profile, network)}</p>
      <Details open={explain} summary={<Trans>What we may do, what we see, and who can see it</Trans>}>
        <Access profile={profile} />
      </Details>
      {profile.instance_rules.length > 0 && (
        <Details summary={<Trans>The rules of {profile.instance}</Trans>}>
          <ul className="list-disc pl-5">
            {profile.instance_rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </Details>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {profile.renewable && (needed || profile.expires_at) && (
          <Renew profile={profile} returnTo={returnTo} name={name} needed={needed} />
        )}
        <Button look="quiet" onClick={() => setAsking(true)} aria-label={t`Remove ${title} on ${network}`}>
          <Trans>Remove</Trans>
        </Button>
      </div>
      <Disconnect
        profile={profile}
        title={title}
        network={network}
        waiting={waiting}
        open={asking}
        onClose={() => setAsking(false)}
      />
    </article>
  );
}
