/** A new story: from the address of a page, or from nothing. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { problemWords } from '../../api/problem-words';
import type { AddressRead } from '../../api/types';
import { BackLink, PageHeading } from '../../components/ui/page';
import { toast } from '../../components/ui/toast';
import { tagsQuery } from '../../features/ambassadors/admin/queries';
import { usePerson } from '../../features/people/use-session';
import { networksQuery } from '../../features/profiles/queries';
import { AddressForm } from '../../features/stories/admin/address-form';
import { fromStory, newValues, type StoryValues, toStory, toTimes } from '../../features/stories/admin/editing';
import { useCreateStory, usePublishStory } from '../../features/stories/admin/mutations';
import { PageNotes } from '../../features/stories/admin/page-notes';
import { type Act, StoryForm } from '../../features/stories/admin/story-form';
import { newKey } from '../../lib/ids';
import { recall } from '../../lib/storage';
import { useProgramme } from './use-membership';

/** Creates, and publishes where asked; a story that was made but not published is opened, so that nothing is made twice. */
function useSend(programmeId: string, zone: string) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const create = useCreateStory(programmeId);
  const publish = usePublishStory();
  const sent = useRef({ words: '', key: newKey() });
  return async (values: StoryValues, act: Act) => {
    const body = toStory(values);
    const words = JSON.stringify(body);
    if (sent.current.words !== words) sent.current = { words, key: newKey() };
    const story = await create.mutateAsync({ body, key: sent.current.key });
    const open = () => void navigate({ to: '/admin/stories/$storyId', params: { storyId: story.id }, replace: true });
    if (act === 'save') {
      toast(t`The draft is saved.`);
      open();
      return fromStory(story, zone);
    }
    try {
      const live = await publish.mutateAsync({ storyId: story.id, times: toTimes(values, zone) });
      toast(live.state === 'live' ? t`The story is live.` : t`The story is scheduled.`);
      void navigate({ to: '/admin/stories' });
      return fromStory(live, zone);
    } catch (problem) {
      toast(problemWords(i18n, problem), { lasting: true });
      open();
      return fromStory(story, zone);
    }
  };
}

function Editor({ page }: { page: AddressRead | null }) {
  const programme = useProgramme();
  const { id, locale, zone } = usePerson();
  const networks = useQuery(networksQuery).data;
  const tags = useQuery(tagsQuery(programme.id)).data ?? [];
  const send = useSend(programme.id, zone);
  const [values] = useState(() => newValues(locale, page ?? undefined));
  if (!networks) return <div className="skeleton h-[70vh]" />;
  return (
    <div className="grid gap-6">
      {page && <PageNotes notes={page.notes} />}
      <StoryForm
        programmeId={programme.id}
        keep={keepAs(id, programme.id)}
        saved={values}
        state="draft"
        zone={zone}
        networks={networks}
        tags={tags}
        send={send}
      />
    </div>
  );
}

const keepAs = (personId: string, programmeId: string) => `story:${personId}:new:${programmeId}`;

export function NewStoryPage() {
  const { t } = useLingui();
  const programme = useProgramme();
  const { id } = usePerson();
  const [page, setPage] = useState<AddressRead | null>(null);
  const [writing, setWriting] = useState(() => recall(keepAs(id, programme.id)) !== null);
  return (
    <>
      <BackLink to="/admin/stories">
        <Trans>Stories</Trans>
      </BackLink>
      <PageHeading title={t`New story`} lead={programme.name} />
      {page || writing ? (
        <Editor page={page} />
      ) : (
        <AddressForm programmeId={programme.id} onRead={setPage} onWrite={() => setWriting(true)} />
      )}
    </>
  );
}
