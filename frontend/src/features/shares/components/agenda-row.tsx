import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Post, Share } from '../../../api/types';
import { Badge } from '../../../components/ui/badge';
import { Button } from '../../../components/ui/button';
import { PlaceMark, usePlaceName } from '../../../components/ui/place';
import { formatMoment, formatWallTime } from '../../../lib/format';
import { hasHistory } from '../happenings';
import { placeOf } from '../place';
import { isComing } from '../states';
import { STATE_BADGES } from '../words';
import { Reschedule } from './reschedule';
import { WhatHappened } from './what-happened';

/** One post in the agenda: when, where, about what; the row leads to its receipt. */
export function AgendaRow({ share, post, zone }: { share: Share; post: Post; zone: string }) {
  const { t, i18n } = useLingui();
  const [moving, setMoving] = useState(false);
  const badge = STATE_BADGES[post.state];
  const title = share.story?.title ?? post.text.split('\n').find((line) => line.trim()) ?? t`Your own post`;
  const name = usePlaceName()(placeOf(post));
  const when = isComing(post) ? formatWallTime(post.wall_time) : formatMoment(post.published_at ?? post.due_at, zone);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
      <PlaceMark place={placeOf(post)} size={26} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-sm text-muted tabular-nums">
          {when} · {name}
        </p>
        <Link to="/shares/$shareId" params={{ shareId: share.id }} className="link line-clamp-2 font-semibold">
          {title}
        </Link>
      </div>
      <Badge tone={badge.tone}>{i18n._(badge.words)}</Badge>
      {post.can.reschedule && (
        <Button look="quiet" onClick={() => setMoving(true)} aria-label={t`Move ${title} on ${name}`}>
          <Trans>Move</Trans>
        </Button>
      )}
      {hasHistory(post) && (
        <div className="w-full pl-[calc(26px+var(--spacing)*3)]">
          <WhatHappened post={post} confirmedAt={share.created_at} zone={zone} />
        </div>
      )}
      {moving && <Reschedule post={post} zone={zone} onClose={() => setMoving(false)} />}
    </li>
  );
}
