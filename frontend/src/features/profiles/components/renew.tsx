/** Renewing what we may do on a profile: one tap, and the network asks once more. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Profile } from '../../../api/types';
import { Button, buttonClass } from '../../../components/ui/button';
import { Trouble } from '../../../components/ui/trouble';
import { useRenew } from '../mutations';
import { profilesQuery } from '../queries';

type Props = {
  profile: Pick<Profile, 'id'>;
  returnTo: string;
  name: string;
  /** Nothing goes out there before it is done. */
  needed: boolean;
};

export function Renew({ profile, returnTo, name, needed }: Props) {
  const { t } = useLingui();
  const renew = useRenew();
  return (
    <>
      <Button
        look={needed ? 'primary' : 'outline'}
        busy={renew.isPending}
        aria-label={needed ? t`Connect again: ${name}` : t`Renew now: ${name}`}
        onClick={() => renew.mutate({ id: profile.id, returnTo })}
      >
        {needed ? <Trans>Connect again</Trans> : <Trans>Renew now</Trans>}
      </Button>
      {renew.isError && (
        <div className="order-last w-full">
          <Trouble error={renew.error} />
        </div>
      )}
    </>
  );
}

/** On a post that waits for its profile. Where the network cannot be asked at once, the way to the profiles. */
export function RenewForPost({ profileId, returnTo, name }: { profileId: string; returnTo: string; name: string }) {
  const { data: profiles } = useQuery(profilesQuery);
  const profile = profiles?.find(({ id }) => id === profileId);
  if (profile?.renewable) return <Renew needed profile={profile} returnTo={returnTo} name={name} />;
  return (
    <Link to="/you/profiles" className={buttonClass()}>
      <Trans>Connect again</Trans>
    </Link>
  );
}
