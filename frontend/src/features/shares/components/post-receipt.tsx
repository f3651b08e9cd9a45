import { Trans, useLingui } from '@lingui/react/macro';
import { ExternalLink } from 'lucide-react';
import type { Post } from '../../../api/types';
import { FigureInline } from '../../../components/figures/figure-card';
import { Badge } from '../../../components/ui/badge';
import { NetworkMark, networkName } from '../../../components/ui/network-mark';
import { isOut } from '../states';
import { EVIDENCE_WORDS, STATE_BADGES } from '../words';
import { ReadOnlyPost } from './network-post';
import { PostActs } from './post-acts';
import { PostState } from './post-state';

function Numbers({ post }: { post: Post }) {
  if (!isOut(post) || post.figures.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-1">
      {post.figures.map((figure) => (
        <FigureInline key={figure.key} figure={figure} />
      ))}
    </p>
  );
}

/** One post on one profile: how it stands, what to do, where to see it, and how it is received. */
export function PostReceipt({ post, zone, now }: { post: Post; zone: string; now: Date }) {
  const { i18n } = useLingui();
  const name = networkName(post.network);
  const badge = STATE_BADGES[post.state];
  return (
    <article className="card grid gap-4 p-4 sm:p-5">
      <div className="flex flex-wrap items-start gap-3">
        <NetworkMark network={post.network} size={32} />
        <PostState post={post} now={now} />
        <Badge tone={badge.tone}>{i18n._(badge.words)}</Badge>
      </div>
      {post.url && isOut(post) && (
        <p>
          <a
            href={post.url}
            target="_blank"
            rel="noopener noreferrer"
            className="link inline-flex min-h-11 items-center gap-2"
          >
            <ExternalLink aria-hidden size={18} />
            <Trans>See the post on {name}</Trans>
          </a>
        </p>
      )}
      <Numbers post={post} />
      {post.evidence && isOut(post) && <p className="text-sm text-muted">{i18n._(EVIDENCE_WORDS[post.evidence])}</p>}
      {post.mode === 'assisted' && post.can.declare && (
        <ReadOnlyPost
          look={{ network: post.network, name: post.profile.display_name, handle: post.profile.handle, card: 'none' }}
          text={post.intent?.text ?? post.text}
        />
      )}
      <PostActs post={post} zone={zone} now={now} />
      {!post.can.declare && (
        <details>
          <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
            <Trans>Your words</Trans>
          </summary>
          <p className="whitespace-pre-wrap break-words">{post.text}</p>
        </details>
      )}
    </article>
  );
}
