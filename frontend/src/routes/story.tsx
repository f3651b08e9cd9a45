/** One story, read before it is told. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Share2 } from 'lucide-react';
import { useEffect } from 'react';
import { isProblem } from '../api/problems';
import { TOPIC_WORDS } from '../api/topics';
import type { Story } from '../api/types';
import { Badge } from '../components/ui/badge';
import { buttonClass } from '../components/ui/button';
import { EmptyState } from '../components/ui/empty-state';
import { Loaded } from '../components/ui/loaded';
import { networkName } from '../components/ui/network-mark';
import { BackLink, PageHeading } from '../components/ui/page';
import { Picture } from '../components/ui/picture';
import { usePerson } from '../features/people/use-session';
import { StoryBody, StoryWhy } from '../features/stories/components/story-text';
import { useMarkSeen } from '../features/stories/mutations';
import { storyQuery } from '../features/stories/queries';
import { textFor } from '../features/stories/texts';
import { formatDay } from '../lib/format';

function Meta({ story }: { story: Story }) {
  const { i18n } = useLingui();
  const until = story.expires_at && formatDay(story.expires_at);
  const author = story.author_name;
  return (
    <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <span>{i18n._(TOPIC_WORDS[story.topic])}</span>
      {author && (
        <span>
          <Trans>By {author}</Trans>
        </span>
      )}
      {until && (
        <span>
          <Trans>Until {until}</Trans>
        </span>
      )}
      {story.must_know && (
        <Badge tone="sun">
          <Trans>Good to know</Trans>
        </Badge>
      )}
    </p>
  );
}

function MyPosts({ story }: { story: Story }) {
  if (story.my_posts.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {story.my_posts.map(({ post_id: id, share_id: shareId, network }) => {
        const name = networkName(network);
        return (
          <li key={id}>
            <Link to="/shares/$shareId" params={{ shareId }} className="link inline-flex min-h-11 items-center">
              <Trans>See your post on {name}</Trans>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function StoryView({ story }: { story: Story }) {
  const { locale } = usePerson();
  const { mutate: markSeen } = useMarkSeen();
  const text = textFor(story, locale);
  const live = story.state === 'live';
  const unseen = live && !story.seen;
  useEffect(() => {
    if (unseen) markSeen(story.id);
  }, [unseen, story.id, markSeen]);
  return (
    <article className="flex flex-col gap-x-12 gap-y-6 lg:grid lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0">
        {story.asset && (
          <Picture
            asset={story.asset}
            sizes="(min-width: 1024px) 720px, 100vw"
            eager
            className="-mx-4 mb-5 aspect-video w-[calc(100%+var(--spacing)*8)] max-w-none sm:mx-0 sm:w-full sm:rounded-lg lg:mb-7"
          />
        )}
        <Meta story={story} />
        <PageHeading title={text.title} className="mb-6">
          <span lang={text.language} className="block max-w-[24ch] text-3xl tracking-[-.02em]">
            {text.title}
          </span>
        </PageHeading>
        <div className="mb-8">
          <StoryWhy text={text} />
        </div>
        <StoryBody text={text} storyId={story.id} url={story.url} canShare={live} />
      </div>
      <aside className="action-bar content-start gap-3 lg:sticky lg:top-10 lg:self-start">
        {live && (
          <Link
            to="/stories/$storyId/share"
            params={{ storyId: story.id }}
            className={buttonClass('primary', 'w-full')}
          >
            <Share2 aria-hidden size={20} />
            <Trans>Share in your own words</Trans>
          </Link>
        )}
        <p className="hidden text-sm text-muted lg:block">
          <Trans>You decide. Nobody can see what you choose not to share.</Trans>
        </p>
        <MyPosts story={story} />
      </aside>
    </article>
  );
}

export function StoryPage() {
  const { storyId } = useParams({ from: '/signed-in/stories/$storyId' });
  const { t } = useLingui();
  const query = useQuery(storyQuery(storyId));
  const gone = isProblem(query.error, 'story-withdrawn') ? query.error : null;
  return (
    <>
      <BackLink to="/">
        <Trans>Stories</Trans>
      </BackLink>
      {gone && !query.data ? (
        <>
          <PageHeading title={t`The story has been withdrawn`} />
          <EmptyState
            title={<Trans>It is not to be shared any more</Trans>}
            action={
              <Link to="/" className={buttonClass()}>
                <Trans>Find another story</Trans>
              </Link>
            }
          >
            {gone.detail && <p>{gone.detail}</p>}
          </EmptyState>
        </>
      ) : (
        <Loaded query={query} skeleton={<div className="skeleton h-[70vh]" />}>
          {(story) => <StoryView story={story} />}
        </Loaded>
      )}
    </>
  );
}
