/** One story in the hands of those who run the programme. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Eye } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import type { Story } from '../../api/types';
import { Badge } from '../../components/ui/badge';
import { buttonClass } from '../../components/ui/button';
import { Loaded } from '../../components/ui/loaded';
import { Notice } from '../../components/ui/notice';
import { BackLink, PageHeading } from '../../components/ui/page';
import { toast } from '../../components/ui/toast';
import { tagsQuery } from '../../features/ambassadors/admin/queries';
import { usePerson } from '../../features/people/use-session';
import { networksQuery } from '../../features/profiles/queries';
import { fromStory, type StoryValues, toStory, toTimes } from '../../features/stories/admin/editing';
import { usePublishStory, useUpdateStory } from '../../features/stories/admin/mutations';
import { STORY_STATES } from '../../features/stories/admin/states';
import { type Act, StoryForm } from '../../features/stories/admin/story-form';
import { Withdraw } from '../../features/stories/admin/withdraw';
import { storyQuery } from '../../features/stories/queries';
import { formatMoment } from '../../lib/format';

/** Saves the words, and sets the times where they are new or the story is to go live.
 *  `version` is the one that the form was filled from: what is read again in the background must not pass for it. */
function useSend(story: Story, zone: string, version: RefObject<string>) {
  const { t } = useLingui();
  const update = useUpdateStory(story.id);
  const publish = usePublishStory();
  return async (values: StoryValues, act: Act) => {
    let saved = await update.mutateAsync({ body: toStory(values), etag: version.current });
    version.current = saved.etag;
    const { from, until } = fromStory(saved, zone);
    const timed = saved.state === 'live' || saved.state === 'scheduled';
    if (act === 'publish' || (timed && (values.from !== from || values.until !== until)))
      saved = await publish.mutateAsync({ storyId: story.id, times: toTimes(values, zone) });
    version.current = saved.etag;
    toast(act === 'publish' && saved.state === 'live' ? t`The story is live.` : t`Saved.`);
    return fromStory(saved, zone);
  };
}

function Standing({ story }: { story: Story }) {
  const { i18n } = useLingui();
  const { tone, words } = STORY_STATES[story.state];
  const from = story.publish_at && formatMoment(story.publish_at);
  const until = story.expires_at && formatMoment(story.expires_at);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      <Badge tone={tone}>{i18n._(words)}</Badge>
      {from && (
        <span>
          <Trans>From {from}</Trans>
        </span>
      )}
      {until && (
        <span>
          <Trans>Until {until}</Trans>
        </span>
      )}
    </p>
  );
}

function Withdrawn({ reason }: { reason: string | null }) {
  return (
    <Notice look="bad" title={<Trans>The story is withdrawn and cannot be shared any more</Trans>}>
      {reason && <p>{reason}</p>}
    </Notice>
  );
}

function Editor({ story }: { story: Story }) {
  const client = useQueryClient();
  const { id, zone } = usePerson();
  const networks = useQuery(networksQuery).data;
  const tags = useQuery(tagsQuery(story.programme.id)).data ?? [];
  const version = useRef(story.etag);
  const send = useSend(story, zone, version);
  const reread = async () => {
    const theirs = await client.fetchQuery({ ...storyQuery(story.id), staleTime: 0 });
    version.current = theirs.etag;
    return fromStory(theirs, zone);
  };
  if (!networks) return <div className="skeleton h-[70vh]" />;
  return (
    <StoryForm
      programmeId={story.programme.id}
      keep={`story:${id}:${story.id}`}
      saved={fromStory(story, zone)}
      state={story.state}
      zone={zone}
      networks={networks}
      tags={tags}
      send={send}
      reread={reread}
    />
  );
}

function View({ story }: { story: Story }) {
  const { t } = useLingui();
  const open = story.state === 'live' || story.state === 'scheduled' || story.state === 'in_review';
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <PageHeading title={story.title || t`Without a title`} className="mb-2">
            <span lang={story.language}>{story.title || t`Without a title`}</span>
          </PageHeading>
          <Standing story={story} />
        </div>
        <div className="flex flex-wrap gap-3">
          {story.state === 'live' && (
            <Link to="/stories/$storyId" params={{ storyId: story.id }} className={buttonClass('outline')}>
              <Eye aria-hidden size={20} />
              <Trans>See it as others do</Trans>
            </Link>
          )}
          {open && <Withdraw story={story} />}
        </div>
      </div>
      {story.state === 'withdrawn' && <Withdrawn reason={story.withdrawn_reason} />}
      <Editor story={story} />
    </div>
  );
}

export function EditStoryPage() {
  const { storyId } = useParams({ from: '/signed-in/admin/stories/$storyId' });
  const query = useQuery(storyQuery(storyId));
  return (
    <>
      <BackLink to="/admin/stories">
        <Trans>Stories</Trans>
      </BackLink>
      <Loaded query={query} skeleton={<div className="skeleton h-[70vh]" />}>
        {(story) => <View key={story.id} story={story} />}
      </Loaded>
    </>
  );
}
