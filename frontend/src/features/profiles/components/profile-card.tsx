/** One connected or declared profile: what we may do with it in plain words, and the way out. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Check, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Profile } from '../../../api/types';
import { Badge } from '../../../components/ui/badge';
import { Button } from '../../../components/ui/button';
import { Confirm } from '../../../components/ui/confirm';
import { networkName } from '../../../components/ui/network-mark';
import { PlaceMark, usePlaceName } from '../../../components/ui/place';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { formatDay } from '../../../lib/format';
import { useDisconnect, useRenew } from '../mutations';
import { PROFILE_STATES } from '../words';

const RENEWABLE = new Set<Profile['state']>(['expiring', 'needs_reconnect', 'revoked']);

function May({ yes, children }: { yes: boolean; children: ReactNode }) {
  const Icon = yes ? Check : X;
  return (
    <li className="flex gap-2">
      <Icon aria-hidden size={18} className={`mt-1 shrink-0 ${yes ? 'text-ok' : 'text-muted'}`} />
      <span>{children}</span>
    </li>
  );
}

function Abilities({ profile }: { profile: Profile }) {
  const name = networkName(profile.network);
  if (profile.state === 'declared')
    return (
      <ul className="grid gap-1">
        <May yes>
          <Trans>Copy your words, and open {name} for you</Trans>
        </May>
        <May yes={false}>
          <Trans>Fortaler has no access to the profile and cannot see or post anything</Trans>
        </May>
      </ul>
    );
  return (
    <ul className="grid gap-1">
      <May yes>
        <Trans>Post the words you have confirmed, and nothing else</Trans>
      </May>
      {profile.can.metrics.length > 0 && (
        <May yes>
          <Trans>Read how many reactions those posts get</Trans>
        </May>
      )}
      {profile.can.followers && (
        <May yes>
          <Trans>Read how many follow you, as a number without names</Trans>
        </May>
      )}
      <May yes={false}>
        <Trans>Never read your messages, never like, follow or comment for you</Trans>
      </May>
    </ul>
  );
}

function StateLine({ profile }: { profile: Profile }) {
  const until = profile.expires_at && formatDay(profile.expires_at);
  if (profile.state === 'expiring' && until)
    return (
      <p>
        <Trans>The connection runs out on {until}. Renew it, and planned posts go out as planned.</Trans>
      </p>
    );
  if (profile.state === 'needs_reconnect' || profile.state === 'revoked')
    return (
      <p>
        <Trans>Planned posts wait until you have connected it again. Nothing is lost.</Trans>
      </p>
    );
  return null;
}

export function ProfileCard({ profile, returnTo }: { profile: Profile; returnTo: string }) {
  const { t, i18n } = useLingui();
  const [asking, setAsking] = useState(false);
  const renew = useRenew();
  const disconnect = useDisconnect();
  const network = usePlaceName()(profile);
  const state = PROFILE_STATES[profile.state];
  const title = profile.display_name || profile.handle || network;
  return (
    <article className="card grid gap-2 p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <PlaceMark place={profile} size={36} />
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="break-words">{title}</h3>
          <p className="text-sm text-muted [overflow-wrap:anywhere]">
            {network}
            {profile.handle && ` · ${profile.handle}`}
          </p>
        </div>
        <Badge tone={state.tone}>{i18n._(state.words)}</Badge>
      </div>
      <StateLine profile={profile} />
      <details>
        <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
          <Trans>What Fortaler may do here</Trans>
        </summary>
        <Abilities profile={profile} />
      </details>
      {profile.instance_rules.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
            <Trans>The rules of {profile.instance}</Trans>
          </summary>
          <ul className="list-disc pl-5">
            {profile.instance_rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </details>
      )}
      {renew.isError && <Trouble error={renew.error} />}
      <div className="flex flex-wrap gap-2">
        {RENEWABLE.has(profile.state) && (
          <Button busy={renew.isPending} onClick={() => renew.mutate({ id: profile.id, returnTo })}>
            <Trans>Connect again</Trans>
          </Button>
        )}
        <Button look="quiet" onClick={() => setAsking(true)} aria-label={t`Remove ${title} on ${network}`}>
          <Trans>Remove</Trans>
        </Button>
      </div>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={<Trans>Remove {title}?</Trans>}
        act={<Trans>Remove the profile</Trans>}
        busy={disconnect.isPending}
        error={disconnect.error}
        onConfirm={() => disconnect.mutate(profile.id, { onSuccess: () => toast(t`${title} is removed.`) })}
      >
        <p>
          <Trans>
            Planned posts on this profile are cancelled, and our access is given back. What is already posted stays.
          </Trans>
        </p>
      </Confirm>
    </article>
  );
}
