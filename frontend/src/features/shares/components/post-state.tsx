/** One post's state in plain words, with what happens next and what the person can do. */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Post } from '../../../api/types';
import { usePlaceName } from '../../../components/ui/place';
import { formatWall } from '../../../lib/format';
import { placeOf } from '../place';
import { isMoving } from '../states';
import { REASON_WORDS } from '../words';

type Said = { title: ReactNode; more?: ReactNode };

function sayWhen(post: Post): ReactNode {
  const when = formatWall(post.wall_time);
  return <Trans>It goes out {when}. You can change the time or cancel until then.</Trans>;
}

function say(post: Post, name: string, now: Date): Said {
  if (post.reason?.type === 'our-fault') return { title: <Trans>The post could not be sent</Trans> };
  switch (post.state) {
    case 'draft':
      return { title: <Trans>Not sent yet</Trans> };
    case 'in_review':
      return {
        title: <Trans>Waits for approval</Trans>,
        more: <Trans>A curator reads it first. You will see it here when they have.</Trans>,
      };
    case 'scheduled':
      return isMoving(post, now)
        ? { title: <Trans>On its way to {name}</Trans> }
        : { title: <Trans>Planned for {name}</Trans>, more: sayWhen(post) };
    case 'claimed':
    case 'sending':
      return { title: <Trans>On its way to {name}</Trans> };
    case 'published':
      return { title: <Trans>Shared on {name}</Trans> };
    case 'declared':
      return { title: <Trans>Shared on {name}</Trans> };
    case 'retry_wait':
      return {
        title: <Trans>{name} does not answer right now</Trans>,
        more: <Trans>We try again by ourselves. You need not do anything.</Trans>,
      };
    case 'needs_reconnect':
      return {
        title: <Trans>{name} no longer lets us in</Trans>,
        more: <Trans>Connect the profile again, and the post goes out. Nothing has been sent.</Trans>,
      };
    case 'refused':
      return {
        title: <Trans>{name} said no to the post</Trans>,
        more: <Trans>Nothing was posted. Change the words and share again if you like.</Trans>,
      };
    case 'unknown':
      return {
        title: <Trans>We do not know yet whether it came out on {name}</Trans>,
        more: <Trans>The answer got lost on the way. We look on your profile, and never post twice.</Trans>,
      };
    case 'ask_person':
      return {
        title: <Trans>Is the post on your profile?</Trans>,
        more: <Trans>Open your profile on {name} and see; then we know what to do.</Trans>,
      };
    case 'cancelled':
      return { title: <Trans>Cancelled</Trans>, more: <Trans>Nothing was sent to {name}.</Trans> };
    case 'withdrawn':
      return { title: <Trans>The story was withdrawn</Trans>, more: <Trans>So the post was not sent.</Trans> };
    case 'missed':
      return {
        title: <Trans>The time passed before it could be sent</Trans>,
        more: <Trans>We do not post late without asking. Share it now, or pick a new time.</Trans>,
      };
    case 'held':
      return {
        title: <Trans>On hold</Trans>,
        more: <Trans>Nothing has been sent. It goes out when the stop is lifted, or you can cancel it.</Trans>,
      };
    case 'prepared':
      return { title: <Trans>Ready for you to post on {name}</Trans> };
    case 'opened':
      return { title: <Trans>Did you post it on {name}?</Trans> };
  }
}

export function PostState({ post, now }: { post: Post; now: Date }) {
  const { i18n } = useLingui();
  const name = usePlaceName()(placeOf(post));
  const { title, more } = say(post, name, now);
  const reason = post.reason && REASON_WORDS[post.reason.type];
  return (
    <div className="min-w-0 flex-1">
      <h2>{title}</h2>
      {reason && <p>{i18n._(reason)}</p>}
      {post.reason?.type === 'stopped' && post.reason.detail && (
        <blockquote className="my-1 border-l-[3px] border-line pl-3">{post.reason.detail}</blockquote>
      )}
      {more && <p className="text-muted">{more}</p>}
      {post.state === 'refused' && post.reason?.detail && (
        <p className="mt-1 text-sm text-muted">
          <Trans>
            In the network’s own words: <q lang="en">{post.reason.detail}</q>
          </Trans>
        </p>
      )}
    </div>
  );
}
