import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import type { Post } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Dialog } from '../../../components/ui/dialog';
import { Trouble } from '../../../components/ui/trouble';
import { wallTime } from '../../../lib/wall-time';
import { useActOnPost } from '../mutations';
import { WhenPicker } from './when-picker';

/** A new time for a planned post. */
export function Reschedule({ post, zone, onClose }: { post: Post; zone: string; onClose: () => void }) {
  const { t } = useLingui();
  const uid = useId();
  const act = useActOnPost(post);
  const [at, setAt] = useState(post.wall_time.slice(0, 16));
  const [error, setError] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!at) return setError(t`Choose a day and a time`);
    if (at <= wallTime(new Date(), zone)) return setError(t`Choose a time that has not passed`);
    act.mutate({ do: 'reschedule', wall_time: at, zone }, { onSuccess: onClose });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={<Trans>When should it go out?</Trans>}>
      <form noValidate onSubmit={save} className="grid gap-5">
        <WhenPicker
          id={`${uid}-at`}
          name={`${uid}-choice`}
          at={at}
          zone={zone}
          laterOnly
          error={error || undefined}
          onChange={(next) => setAt(next ?? '')}
        />
        {act.isError && <Trouble error={act.error} />}
        <div>
          <Button type="submit" busy={act.isPending}>
            <Trans>Save the time</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
