/** Everyone in a programme: who they are there, and who waits to be let in. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { buttonClass } from '../../components/ui/button';
import { EmptyState } from '../../components/ui/empty-state';
import { Loaded } from '../../components/ui/loaded';
import { More } from '../../components/ui/more';
import { PageHeading } from '../../components/ui/page';
import { Applicants } from '../../features/ambassadors/admin/applicants';
import { PeopleFilter } from '../../features/ambassadors/admin/people-filter';
import { PeopleTable } from '../../features/ambassadors/admin/people-table';
import { peopleQuery } from '../../features/ambassadors/admin/queries';
import { useProgramme } from './use-membership';

function Invite() {
  return (
    <Link to="/admin/invitations" className={buttonClass()}>
      <UserPlus aria-hidden size={20} />
      <Trans>Invite</Trans>
    </Link>
  );
}

function NobodyHere({ filtered }: { filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState title={<Trans>Nobody fits</Trans>}>
        <p>
          <Trans>Search for less of the name, or show all.</Trans>
        </p>
      </EmptyState>
    );
  return (
    <EmptyState title={<Trans>Nobody takes part yet</Trans>} action={<Invite />}>
      <p>
        <Trans>Hang up a poster or send a link: people join with nothing but a phone.</Trans>
      </p>
    </EmptyState>
  );
}

export function PeoplePage() {
  const { t } = useLingui();
  const programme = useProgramme();
  const { state, role, q } = useSearch({ from: '/signed-in/admin/people' });
  const navigate = useNavigate();
  const filtered = Boolean(state || role || q);
  const query = useInfiniteQuery(peopleQuery(programme.id, { state, role, q }));
  const waiting = useInfiniteQuery(peopleQuery(programme.id, { state: 'applied' }));
  return (
    <>
      <div className="mb-5 flex flex-wrap items-start justify-between gap-3">
        <PageHeading title={t`People`} lead={programme.name} className="mb-0" />
        <Invite />
      </div>
      <div className="grid gap-6">
        {!filtered && <Applicants people={waiting.data?.pages.flatMap((page) => page.items) ?? []} />}
        <PeopleFilter
          filter={{ state, role, q }}
          onChange={(changes) =>
            void navigate({ to: '.', search: (before) => ({ ...before, ...changes }), replace: true })
          }
        />
        <Loaded query={query} skeleton={<div className="skeleton h-80" />}>
          {({ pages }) => {
            const people = pages.flatMap((page) => page.items);
            return people.length > 0 ? (
              <PeopleTable programmeId={programme.id} people={people} />
            ) : (
              <NobodyHere filtered={filtered} />
            );
          }}
        </Loaded>
        <More pages={query}>
          <Trans>Show more</Trans>
        </More>
      </div>
    </>
  );
}
