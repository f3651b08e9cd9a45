import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Check, Pin, Share2 } from 'lucide-react';
import { TOPIC_WORDS } from '../../../api/topics';
import type { FeedItem } from '../../../api/types';
import { Badge } from '../../../components/ui/badge';
import { buttonClass } from '../../../components/ui/button';
import { Picture } from '../../../components/ui/picture';
import { formatShortDay } from '../../../lib/format';

const SIZES = '(min-width: 1280px) 320px, (min-width: 640px) 46vw, 92vw';
const LEAD_SIZES = '(min-width: 1024px) 560px, 92vw';

/** One story in the feed: what it is, why it matters, and the way to share it. The whole card leads to the story.
 *  The `lead` is the first one: large, across the page. */
export function FeedCard({ item, lead }: { item: FeedItem; lead: boolean }) {
  const { i18n } = useLingui();
  return (
    <article
      className={`feed-card card ${lead ? 'feed-lead' : ''}`}
      lang={item.language === i18n.locale ? undefined : item.language}
    >
      {item.image && (
        <Picture asset={item.image} sizes={lead ? LEAD_SIZES : SIZES} eager={lead} className="aspect-video w-full" />
      )}
      <div className="flex flex-1 flex-col p-4 sm:p-5">
        <Meta item={item} />
        <h2 className={`mt-1.5 ${lead || !item.image ? 'text-2xl' : 'text-xl'}`}>
          <Link to="/stories/$storyId" params={{ storyId: item.story_id }} className="feed-link">
            {item.title}
          </Link>
        </h2>
        <p className={`mt-2 mb-5 ${lead || !item.image ? 'text-lg leading-snug' : 'text-muted'}`}>{item.why}</p>
        <div className="mt-auto flex flex-wrap items-center justify-between gap-3" lang={i18n.locale}>
          <SharedBy count={item.shared_by} />
          <ShareLink item={item} />
        </div>
      </div>
    </article>
  );
}

function Meta({ item }: { item: FeedItem }) {
  const { i18n } = useLingui();
  const { minutes } = item;
  const until = item.expires_at && formatShortDay(item.expires_at);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted" lang={i18n.locale}>
      {item.must_know && (
        <Badge tone="sun">
          <Trans>Good to know</Trans>
        </Badge>
      )}
      {item.pinned && !item.must_know && <Pin aria-hidden size={16} className="-mr-1" />}
      <span>{i18n._(TOPIC_WORDS[item.topic])}</span>
      <span>
        <Trans>{minutes} min</Trans>
      </span>
      {until && (
        <span>
          <Trans>Until {until}</Trans>
        </span>
      )}
    </p>
  );
}

/** Nothing is said while so few have shared that they could be recognised. */
function SharedBy({ count }: { count: number | null }) {
  return (
    <span className="text-sm text-muted">
      {count !== null && count > 0 && <Plural value={count} one="# person has shared" other="# people have shared" />}
    </span>
  );
}

function ShareLink({ item }: { item: FeedItem }) {
  const { t } = useLingui();
  const [post] = item.my_posts;
  const title = item.title;
  if (post)
    return (
      <Link
        to="/shares/$shareId"
        params={{ shareId: post.share_id }}
        className="btn relative bg-brand-soft text-on-brand-soft"
        aria-label={t`Shared: see your post about ${title}`}
      >
        <Check aria-hidden size={20} />
        <Trans>Shared</Trans>
      </Link>
    );
  return (
    <Link
      to="/stories/$storyId/share"
      params={{ storyId: item.story_id }}
      className={buttonClass('primary', 'relative')}
      aria-label={t`Share: ${title}`}
    >
      <Share2 aria-hidden size={20} />
      <Trans>Share</Trans>
    </Link>
  );
}
