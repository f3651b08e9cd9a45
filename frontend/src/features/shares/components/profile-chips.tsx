import { Trans, useLingui } from '@lingui/react/macro';
import type { Profile } from '../../../api/types';
import { CheckChip } from '../../../components/ui/chip';
import { FieldGroup } from '../../../components/ui/field';
import { NetworkMark, networkName } from '../../../components/ui/network-mark';

type Props = {
  id: string;
  profiles: Profile[];
  chosen: string[];
  error?: string;
  onChoose: (profileId: string, on: boolean) => void;
};

/** Where to share. A handle is shown when one network has several profiles. */
export function ProfileChips({ id, profiles, chosen, error, onChoose }: Props) {
  const { t } = useLingui();
  const twice = (network: string) => profiles.filter((one) => one.network === network).length > 1;
  return (
    <FieldGroup id={id} legend={<Trans>Where do you want to share?</Trans>} error={error}>
      <div className="flex flex-wrap gap-2">
        {profiles.map(({ id: profileId, network, handle, state }) => (
          <CheckChip
            key={profileId}
            checked={chosen.includes(profileId)}
            onChange={(event) => onChoose(profileId, event.target.checked)}
          >
            <NetworkMark network={network} size={22} />
            <span>
              {networkName(network)}
              {twice(network) && <span className="block text-sm font-normal break-all">{handle}</span>}
            </span>
            {(state === 'needs_reconnect' || state === 'revoked') && (
              <span className="text-sm font-normal text-danger">{t`connect again`}</span>
            )}
          </CheckChip>
        ))}
      </div>
    </FieldGroup>
  );
}
