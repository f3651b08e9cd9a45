/** What we may do on a profile, what we can see of it, and who else can: the whole of the access, in plain words. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Profile } from '../../../api/types';
import { networkName } from '../../../components/ui/network-mark';
import { METRIC_WORDS } from '../words';

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div>
      <h4 className="mb-1 text-base font-bold">{title}</h4>
      <ul className="grid gap-1">{children}</ul>
    </div>
  );
}

function Point({ yes, children }: { yes: boolean; children: ReactNode }) {
  const Icon = yes ? Check : X;
  return (
    <li className="flex gap-2">
      <Icon aria-hidden size={18} className={`mt-1 shrink-0 ${yes ? 'text-ok' : 'text-muted'}`} />
      <span className="min-w-0">{children}</span>
    </li>
  );
}

function Do({ profile }: { profile: Profile }) {
  return (
    <>
      <Point yes>
        {profile.kind === 'page' ? (
          <Trans>Post as the page what you have confirmed, and nothing else</Trans>
        ) : (
          <Trans>Post the words you have confirmed, and nothing else</Trans>
        )}
      </Point>
      <Point yes={false}>
        <Trans>Never like, follow, comment or send messages for you</Trans>
      </Point>
    </>
  );
}

function See({ profile }: { profile: Profile }) {
  const { i18n } = useLingui();
  const { metrics, followers } = profile.can;
  const named = metrics.flatMap((one) => METRIC_WORDS[one] ?? []).map((words) => i18n._(words));
  const list = new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(named);
  const network = networkName(profile.network);
  return (
    <>
      {named.length > 0 ? (
        <Point yes>
          <Trans>How the posts you share from here do: {list}</Trans>
        </Point>
      ) : (
        <Point yes={false}>
          <Trans>No numbers: {network} gives us none here. Clicks on your links we count ourselves.</Trans>
        </Point>
      )}
      {followers && (
        <Point yes>
          <Trans>How many follow you, as a number without names</Trans>
        </Point>
      )}
      <Point yes>
        <Trans>If an answer is lost, whether that one post is on your profile, where the network lets us look</Trans>
      </Point>
      <Point yes={false}>
        <Trans>Never your messages, or who you know</Trans>
      </Point>
    </>
  );
}

function Others() {
  return (
    <>
      <Point yes>
        <Trans>You: everything above</Trans>
      </Point>
      <Point yes>
        <Trans>Those who run the programme: sums of at least five people, never yours alone</Trans>
      </Point>
      <Point yes={false}>
        <Trans>Nobody: the key to your profile. It is kept encrypted, and no one can read it.</Trans>
      </Point>
    </>
  );
}

/** For a profile that its owner posts on by hand. */
function ByHand({ name }: { name: string }) {
  return (
    <>
      <Part title={<Trans>What we may do</Trans>}>
        <Point yes>
          <Trans>Copy your words, and open {name} for you</Trans>
        </Point>
        <Point yes={false}>
          <Trans>Never post: you do that yourself</Trans>
        </Point>
      </Part>
      <Part title={<Trans>What we can see</Trans>}>
        <Point yes={false}>
          <Trans>Nothing on the profile. Clicks on your links we count ourselves.</Trans>
        </Point>
      </Part>
      <Part title={<Trans>Who can see it</Trans>}>
        <Point yes>
          <Trans>You: which networks you have added, and your clicks</Trans>
        </Point>
        <Point yes>
          <Trans>Those who run the programme: sums of at least five people, never yours alone</Trans>
        </Point>
      </Part>
    </>
  );
}

export function Access({ profile }: { profile: Profile }) {
  return (
    <div className="grid gap-4 pb-2">
      {profile.state === 'declared' ? (
        <ByHand name={networkName(profile.network)} />
      ) : (
        <>
          <Part title={<Trans>What we may do</Trans>}>
            <Do profile={profile} />
          </Part>
          <Part title={<Trans>What we can see</Trans>}>
            <See profile={profile} />
          </Part>
          <Part title={<Trans>Who can see it</Trans>}>
            <Others />
          </Part>
        </>
      )}
    </div>
  );
}
