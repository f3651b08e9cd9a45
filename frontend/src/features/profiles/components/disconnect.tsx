/** Giving a profile up: what follows is said first, then it is done at once, here and at the network. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Profile } from '../../../api/types';
import { Confirm } from '../../../components/ui/confirm';
import { toast } from '../../../components/ui/toast';
import { useDisconnect } from '../mutations';

type Props = {
  profile: Profile;
  title: string;
  network: string;
  /** How many posts wait to go out there; null while that is not known. */
  waiting: number | null;
  open: boolean;
  onClose: () => void;
};

export function Disconnect({ profile, title, network, waiting, open, onClose }: Props) {
  const { t } = useLingui();
  const disconnect = useDisconnect();
  const byHand = profile.state === 'declared';
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={<Trans>Remove {title}?</Trans>}
      act={byHand ? <Trans>Remove the profile</Trans> : <Trans>Take our access away</Trans>}
      busy={disconnect.isPending}
      error={disconnect.error}
      onConfirm={() => disconnect.mutate(profile.id, { onSuccess: () => toast(t`${title} is removed.`) })}
    >
      <ul className="list-disc pl-5">
        {!byHand && (
          <li>
            <Trans>Our access is given back to {network} at once. Nobody can post there for you any more.</Trans>
          </li>
        )}
        <li>
          {waiting === null && <Trans>Planned posts on this profile are cancelled.</Trans>}
          {waiting === 0 && <Trans>No planned post is lost: none waits on this profile.</Trans>}
          {waiting !== null && waiting > 0 && (
            <Plural
              value={waiting}
              one="# post that waits on this profile is cancelled."
              other="# posts that wait on this profile are cancelled."
            />
          )}
        </li>
        <li>
          <Trans>What you have posted stays on {network}. Your numbers so far stay with you.</Trans>
        </li>
        <li>
          <Trans>You can come back whenever you like.</Trans>
        </li>
      </ul>
    </Confirm>
  );
}
