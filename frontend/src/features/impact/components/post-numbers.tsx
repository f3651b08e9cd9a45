import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Impact } from '../../../api/types';
import { FigureInline } from '../../../components/figures/figure-card';
import { PlaceMark, usePlaceName } from '../../../components/ui/place';
import { formatAgo } from '../../../lib/format';

/** Each post with its own numbers; the row leads to its receipt. */
export function PostNumbers({ posts }: { posts: Impact['posts'] }) {
  const nameOf = usePlaceName();
  return (
    <ul className="card divide-y divide-line">
      {posts.map((post) => (
        <li key={post.post_id} className="flex gap-3 px-4 py-3">
          <PlaceMark place={post} size={26} />
          <div className="min-w-0 flex-1">
            <p className="text-sm text-muted">
              {nameOf(post)} · {formatAgo(post.published_at)}
            </p>
            <Link to="/shares/$shareId" params={{ shareId: post.share_id }} className="link line-clamp-2 font-semibold">
              {post.title || <Trans>Your own post</Trans>}
            </Link>
            <p className="mt-1 flex flex-wrap gap-x-5">
              {post.figures.map((figure) => (
                <FigureInline key={figure.key} figure={figure} />
              ))}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
