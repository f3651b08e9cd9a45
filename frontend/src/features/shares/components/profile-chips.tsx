import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { Profile } from '../../../api/types';
import { CheckChip } from '../../../components/ui/chip';
import { FieldGroup } from '../../../components/ui/field';
import { PlaceMark, usePlaceName } from '../../../components/ui/place';

type Props = {
  id: string;
  profiles: Profile[];
  chosen: string[];
  error?: string;
  onChoose: (profileId: string, on: boolean) => void;
};

/** Where to share. A handle is shown when one place has several profiles. */
export function ProfileChips({ id, profiles, chosen, error, onChoose }: Props) {
  const { t } = useLingui();
  const nameOf = usePlaceName();
  const twice = (name: string) => profiles.filter((one) => nameOf(one) === name).length > 1;
  return (
    <FieldGroup id={id} legend={<Trans>Where do you want to share?</Trans>} error={error}>
      <div className="flex flex-wrap gap-2">
        {profiles.map((profile) => {
          const name = nameOf(profile);
          return (
            <CheckChip
              key={profile.id}
              checked={chosen.includes(profile.id)}
              onChange={(event) => onChoose(profile.id, event.target.checked)}
            >
              <PlaceMark place={profile} size={22} />
              <span className="leading-tight">
                {name}
                {twice(name) && <span className="block text-sm font-normal break-all">{profile.handle}</span>}
                {profile.state === 'needs_reconnect' && (
                  <span className="block text-sm font-normal text-danger">
                    <Trans>connect again</Trans>
                  </span>
                )}
              </span>
            </CheckChip>
          );
        })}
        <Link to="/you/profiles" className="chip px-3" aria-label={t`Add a network`} title={t`Add a network`}>
          <Plus aria-hidden size={20} />
        </Link>
      </div>
    </FieldGroup>
  );
}
