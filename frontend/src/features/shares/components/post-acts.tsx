/** What can be done with one post in its present state. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { Post } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Confirm } from '../../../components/ui/confirm';
import { usePlaceName } from '../../../components/ui/place';
import { Trouble } from '../../../components/ui/trouble';
import { useActOnPost } from '../mutations';
import { placeOf } from '../place';
import { isMoving } from '../states';
import { Assisted } from './assisted';
import { LinkAnswer } from './link-answer';
import { Reschedule } from './reschedule';

function AskPerson({ post }: { post: Post }) {
  const { t } = useLingui();
  const act = useActOnPost(post);
  return (
    <div className="grid gap-3">
      <LinkAnswer
        post={post}
        yes={t`Yes, it is there`}
        no={t`No, it is not`}
        act={act}
        onYes={(url) => act.mutate({ do: 'answer', on_profile: true, url })}
        onNo={() => act.mutate({ do: 'answer', on_profile: false, url: null })}
      />
      {act.isError && <Trouble error={act.error} />}
    </div>
  );
}

function Planned({ post, zone }: { post: Post; zone: string }) {
  const [open, setOpen] = useState<'time' | 'cancel' | null>(null);
  const act = useActOnPost(post);
  const name = usePlaceName()(placeOf(post));
  return (
    <>
      <div className="flex flex-wrap gap-2 empty:hidden">
        {post.can.share_now && (
          <Button
            look="outline"
            busy={act.isPending && act.variables.do === 'share_now'}
            onClick={() => act.mutate({ do: 'share_now' })}
          >
            <Trans>Share now</Trans>
          </Button>
        )}
        {post.can.reschedule && (
          <Button look="outline" onClick={() => setOpen('time')}>
            <Trans>Change the time</Trans>
          </Button>
        )}
        {post.can.cancel && (
          <Button look="quiet" onClick={() => setOpen('cancel')}>
            <Trans>Cancel the post</Trans>
          </Button>
        )}
      </div>
      {act.isError && open === null && <Trouble error={act.error} />}
      {open === 'time' && <Reschedule post={post} zone={zone} onClose={() => setOpen(null)} />}
      <Confirm
        open={open === 'cancel'}
        onClose={() => setOpen(null)}
        title={<Trans>Cancel the post on {name}?</Trans>}
        act={<Trans>Cancel the post</Trans>}
        busy={act.isPending}
        error={act.error}
        onConfirm={() => act.mutate({ do: 'cancel' }, { onSuccess: () => setOpen(null) })}
      >
        <p>
          <Trans>Nothing is sent. The story stays in your feed.</Trans>
        </p>
      </Confirm>
    </>
  );
}

type Props = { post: Post; zone: string; now: Date; renewal: ReactNode };

/** `zone` is the person's own; the ten seconds of undo have a bar of their own. `renewal` lets us in again. */
export function PostActs({ post, zone, now, renewal }: Props) {
  if (post.can.answer) return <AskPerson post={post} />;
  if (post.can.declare) return <Assisted post={post} />;
  if (post.state === 'needs_reconnect')
    return (
      <div className="grid justify-items-start gap-3">
        {renewal}
        <Planned post={post} zone={zone} />
      </div>
    );
  if (isMoving(post, now)) return null;
  return <Planned post={post} zone={zone} />;
}
