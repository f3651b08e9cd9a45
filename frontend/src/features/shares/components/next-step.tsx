/** What comes next for a post that is not over, and when. */
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Post } from '../../../api/types';
import { formatMoment, formatWall } from '../../../lib/format';

const DUE_SLACK_MS = 60_000;

function sayPlanned(post: Post, zone: string): ReactNode {
  const when = formatWall(post.wall_time);
  if (!post.next_at || Date.parse(post.next_at) - Date.parse(post.due_at) < DUE_SLACK_MS)
    return <Trans>It goes out {when}.</Trans>;
  const later = formatMoment(post.next_at, zone);
  return (
    <Trans>
      It was planned for {when}. There was no room just then: it goes out {later}.
    </Trans>
  );
}

function sayNext(post: Post, name: string, zone: string): ReactNode {
  const at = post.next_at && formatMoment(post.next_at, zone);
  switch (post.state) {
    case 'scheduled':
      return sayPlanned(post, zone);
    case 'claimed':
    case 'sending':
      return <Trans>It is being sent at this moment.</Trans>;
    case 'retry_wait':
      return at ? <Trans>We try again {at}.</Trans> : <Trans>We try again by ourselves.</Trans>;
    case 'unknown':
      return at ? (
        <Trans>We look on your profile again {at}. We do not send it a second time before we know.</Trans>
      ) : (
        <Trans>We look on your profile again. We do not send it a second time before we know.</Trans>
      );
    case 'ask_person':
      return <Trans>Only you can see whether it is there. Until you have said so, we do nothing.</Trans>;
    case 'needs_reconnect':
      return <Trans>It waits until you have connected the profile again.</Trans>;
    case 'missed':
      return <Trans>It became too late to send it without asking. You decide: now, another time, or not at all.</Trans>;
    case 'held':
      return post.reason?.type === 'membership-paused' ? (
        <Trans>It waits until your pause is over. You can cancel it meanwhile.</Trans>
      ) : (
        <Trans>It waits until the stop is lifted. You can cancel it meanwhile.</Trans>
      );
    case 'prepared':
      return <Trans>It waits for you: copy the words and open {name}.</Trans>;
    case 'opened':
      return <Trans>You opened {name}. Say here whether you posted it.</Trans>;
    default:
      return <Trans>It has not been sent yet.</Trans>;
  }
}

/** `zone` is the author's own. */
export function NextStep({ post, name, zone }: { post: Post; name: string; zone: string }) {
  return (
    <>
      <strong className="font-semibold">
        <Trans>Next:</Trans>
      </strong>{' '}
      {sayNext(post, name, zone)}
    </>
  );
}
