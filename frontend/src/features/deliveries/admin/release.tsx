/** Lets posts go on, after the one question that matters: what of those whose time has passed? */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { Hold } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Dialog } from '../../../components/ui/dialog';
import { RadioCard } from '../../../components/ui/radio-card';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { useRelease } from './mutations';

export function ReleaseDialog({ hold, name, onClose }: { hold: Hold; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const group = useId();
  const [late, setLate] = useState(false);
  const release = useRelease(hold.id);
  const card = (value: boolean) => ({ name: group, checked: late === value, onChange: () => setLate(value) });
  const confirm = () =>
    release.mutate(late, {
      onSuccess: ({ posts }) => {
        onClose();
        toast(plural(posts, { one: '# post goes on.', other: '# posts go on.' }));
      },
    });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={<Trans>Let posts go on: {name}</Trans>}>
      <div className="grid gap-4">
        <p>
          <Trans>Posts that are planned for later go out at their time. What of those whose time has passed?</Trans>
        </p>
        <div role="radiogroup" aria-label={t`Posts whose time has passed`} className="grid gap-2">
          <RadioCard {...card(false)} title={<Trans>Ask their authors</Trans>}>
            <Trans>A little late is sent. The rest is said to be missed, and each author chooses.</Trans>
          </RadioCard>
          <RadioCard {...card(true)} title={<Trans>Send them now, late</Trans>}>
            <Trans>All of them go out, as fast as the networks allow. Choose it only if the words still hold.</Trans>
          </RadioCard>
        </div>
        {release.isError && <Trouble error={release.error} />}
        <div className="flex flex-wrap gap-3">
          <Button busy={release.isPending} onClick={confirm}>
            <Trans>Let posts go on</Trans>
          </Button>
          <Button look="quiet" onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
