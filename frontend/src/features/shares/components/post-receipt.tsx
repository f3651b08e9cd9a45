import { Trans, useLingui } from '@lingui/react/macro';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Post } from '../../../api/types';
import { FigureInline } from '../../../components/figures/figure-card';
import { PlaceMark, usePlaceName } from '../../../components/ui/place';
import { hasHistory, isTroubled } from '../happenings';
import { placeOf } from '../place';
import { isOut } from '../states';
import { EVIDENCE_WORDS } from '../words';
import { ReadOnlyPost } from './network-post';
import { PostActs } from './post-acts';
import { PostState } from './post-state';
import { WhatHappened } from './what-happened';

function Numbers({ post }: { post: Post }) {
  // Clicks tell of a post that its author has not told of.
  if (!(isOut(post) || post.evidence === 'clicks') || post.figures.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-6 gap-y-1 text-lg">
      {post.figures.map((figure) => (
        <FigureInline key={figure.key} figure={figure} />
      ))}
    </p>
  );
}

type Props = { post: Post; author: string; confirmedAt: string; zone: string; now: Date; renewal: ReactNode };

/** One post on one profile: how it stands, what to do, where to see it, how it is received, and what happened before.
 *  `confirmedAt` is when its author said yes; `renewal` is shown where the network no longer lets us in. */
export function PostReceipt({ post, author, confirmedAt, zone, now, renewal }: Props) {
  const { i18n } = useLingui();
  const name = usePlaceName()(placeOf(post));
  const url = isOut(post) ? post.url : null;
  return (
    <article className="card grid gap-4 p-4 sm:p-6">
      <div className="flex items-start gap-3">
        <PlaceMark place={placeOf(post)} size={32} />
        <PostState post={post} now={now} />
      </div>
      <Numbers post={post} />
      {(url || post.evidence) && (
        <p className="flex flex-wrap items-center gap-x-4">
          {url && (
            <a
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              className="link inline-flex min-h-11 items-center gap-2"
            >
              <ExternalLink aria-hidden size={18} />
              <Trans>See the post on {name}</Trans>
            </a>
          )}
          {post.evidence && <span className="text-sm text-muted">{i18n._(EVIDENCE_WORDS[post.evidence])}</span>}
        </p>
      )}
      {post.mode === 'assisted' && post.can.declare && (
        <ReadOnlyPost
          look={{
            ...placeOf(post),
            name: post.profile.display_name || author,
            handle: post.profile.handle,
            card: 'none',
          }}
          text={post.intent?.text ?? post.text}
          images={post.images}
        />
      )}
      <PostActs post={post} zone={zone} now={now} renewal={renewal} />
      <div className="grid gap-1">
        {hasHistory(post) && <WhatHappened post={post} confirmedAt={confirmedAt} zone={zone} open={isTroubled(post)} />}
        {!post.can.declare && (
          <details>
            <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
              <Trans>Your words</Trans>
            </summary>
            <p className="well p-4 break-words whitespace-pre-wrap">{post.text}</p>
          </details>
        )}
      </div>
    </article>
  );
}
