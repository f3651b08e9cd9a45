/** Sharing a story: the composer, fed with the story and the person's own profiles. */
import { useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { isProblem } from '../api/problems';
import type { Story } from '../api/types';
import { Loaded } from '../components/ui/loaded';
import { TaskHeading } from '../components/ui/page';
import { usePerson } from '../features/people/use-session';
import { AddProfile } from '../features/profiles/components/add-profile';
import { ReturnNotice } from '../features/profiles/components/return-notice';
import { networksQuery, profilesQuery } from '../features/profiles/queries';
import { Composer } from '../features/shares/components/composer';
import { FactsToUse } from '../features/shares/components/facts-to-use';
import { StoryGone } from '../features/shares/components/story-gone';
import { loadDraft } from '../features/shares/draft-store';
import { storyQuery } from '../features/stories/queries';
import { textFor } from '../features/stories/texts';

function StoryComposer({ story }: { story: Story }) {
  const person = usePerson();
  const search = useSearch({ from: '/signed-in/stories/$storyId/share' });
  const navigate = useNavigate();
  const { data: profiles } = useSuspenseQuery(profilesQuery);
  const { data: networks } = useSuspenseQuery(networksQuery);
  const text = textFor(story, person.locale);
  return (
    <>
      <div className="mb-5 empty:hidden">
        <ReturnNotice profile={search.profile} choice={search.choice} problem={search.problem} />
      </div>
      <Composer
        story={{
          id: story.id,
          title: text.title,
          language: text.language,
          url: story.url,
          asset: story.asset,
          captions: text.captions,
        }}
        questions={text.questions}
        question={search.question ?? null}
        programmeId={story.programme.id}
        person={person}
        locale={person.locale}
        profiles={profiles.filter((one) => one.state !== 'revoked')}
        networks={networks}
        addProfile={<AddProfile returnTo={`/stories/${story.id}/share`} />}
        facts={<FactsToUse facts={text.facts} language={text.language} />}
        onShared={({ id }) => void navigate({ to: '/shares/$shareId', params: { shareId: id }, replace: true })}
      />
    </>
  );
}

export function ShareStoryPage() {
  const { storyId } = useParams({ from: '/signed-in/stories/$storyId/share' });
  const { t } = useLingui();
  const person = usePerson();
  const query = useQuery(storyQuery(storyId));
  const text = query.data && textFor(query.data, person.locale);
  const gone = isProblem(query.error, 'story-withdrawn') && !query.data ? query.error : null;
  return (
    <>
      <TaskHeading
        to="/stories/$storyId"
        params={{ storyId }}
        back={t`Back to the story`}
        title={t`Share in your own words`}
        lead={text ? <span lang={text.language}>{text.title}</span> : '\u00a0'}
      />
      {gone ? (
        <StoryGone reason={gone.detail} words={loadDraft(person.id, storyId)?.text ?? ''} />
      ) : (
        <Loaded query={query} skeleton={<div className="skeleton h-[70vh]" />}>
          {(story) => <StoryComposer story={story} />}
        </Loaded>
      )}
    </>
  );
}
