/** Telling something of one's own, without a story. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { buttonClass } from '../components/ui/button';
import { EmptyState } from '../components/ui/empty-state';
import { SelectField } from '../components/ui/field';
import { TaskHeading } from '../components/ui/page';
import { usePerson, useSession } from '../features/people/use-session';
import { AddProfile } from '../features/profiles/components/add-profile';
import { ReturnNotice } from '../features/profiles/components/return-notice';
import { networksQuery, profilesQuery } from '../features/profiles/queries';
import { Composer } from '../features/shares/components/composer';

/** Questions that anyone can answer on any day. */
function useOwnQuestions(): string[] {
  const { t } = useLingui();
  return [
    t`What did you do this week that people outside never see?`,
    t`Who would you like to thank, and for what?`,
    t`What do you know now that you did not know a year ago?`,
    t`What would you tell someone who is thinking of joining?`,
  ];
}

function OwnComposer({ programmeId }: { programmeId: string }) {
  const person = usePerson();
  const navigate = useNavigate();
  const { data: profiles } = useSuspenseQuery(profilesQuery);
  const { data: networks } = useSuspenseQuery(networksQuery);
  return (
    <Composer
      key={programmeId}
      story={null}
      questions={useOwnQuestions()}
      question={null}
      programmeId={programmeId}
      person={person}
      locale={person.locale}
      profiles={profiles.filter((one) => one.state !== 'revoked')}
      networks={networks}
      addProfile={<AddProfile returnTo="/write" />}
      onShared={({ id }) => void navigate({ to: '/shares/$shareId', params: { shareId: id }, replace: true })}
    />
  );
}

export function WritePage() {
  const { t } = useLingui();
  const search = useSearch({ from: '/signed-in/write' });
  const active = useSession().memberships.filter((one) => one.state === 'active');
  const [programmeId, setProgrammeId] = useState(active[0]?.programme.id ?? null);
  return (
    <>
      <TaskHeading to="/" back={t`Back to the stories`} title={t`Write your own`} />
      <div className="mb-5 empty:hidden">
        <ReturnNotice profile={search.profile} choice={search.choice} problem={search.problem} />
      </div>
      {active.length > 1 && (
        <div className="mb-5 max-w-md">
          <SelectField
            label={<Trans>Which programme do you speak for?</Trans>}
            value={programmeId ?? ''}
            onChange={(event) => setProgrammeId(event.target.value)}
          >
            {active.map(({ programme }) => (
              <option key={programme.id} value={programme.id}>
                {programme.name}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      {programmeId ? <OwnComposer programmeId={programmeId} /> : <NotYet />}
    </>
  );
}

function NotYet() {
  return (
    <EmptyState
      title={<Trans>You are not part of a programme yet</Trans>}
      action={
        <Link to="/join" className={buttonClass()}>
          <Trans>Join with a code</Trans>
        </Link>
      }
    >
      <p>
        <Trans>As soon as you are accepted, you can write here.</Trans>
      </p>
    </EmptyState>
  );
}
