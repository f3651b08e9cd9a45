/** What is planned, what waits for the person, and what went out lately: an agenda, not a calendar. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Post, Share } from '../api/types';
import { buttonClass } from '../components/ui/button';
import { EmptyState } from '../components/ui/empty-state';
import { Loaded } from '../components/ui/loaded';
import { PageHeading } from '../components/ui/page';
import { usePerson } from '../features/people/use-session';
import { AgendaRow } from '../features/shares/components/agenda-row';
import { sharesQuery } from '../features/shares/queries';
import { isComing, waitsForPerson } from '../features/shares/states';
import { formatWallDay } from '../lib/format';

type Line = { share: Share; post: Post };

const linesOf = (shares: Share[]): Line[] => shares.flatMap((share) => share.posts.map((post) => ({ share, post })));

function Section({ title, lines, zone }: { title: ReactNode; lines: Line[]; zone: string }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2">{title}</h2>
      <ul className="card divide-y divide-line">
        {lines.map(({ share, post }) => (
          <AgendaRow key={post.id} share={share} post={post} zone={zone} />
        ))}
      </ul>
    </section>
  );
}

/** The lines of each day under that day, soonest first. */
function byDay(lines: Line[]): [day: string, lines: Line[]][] {
  const days = new Map<string, Line[]>();
  const sorted = lines.toSorted((one, other) => one.post.due_at.localeCompare(other.post.due_at));
  for (const line of sorted) {
    const day = formatWallDay(line.post.wall_time);
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return [...days];
}

function Agenda({ shares, zone }: { shares: Share[]; zone: string }) {
  const lines = linesOf(shares);
  const waiting = lines.filter(({ post }) => waitsForPerson(post));
  const coming = lines.filter(({ post }) => isComing(post));
  return (
    <>
      <Section title={<Trans>Waits for you</Trans>} lines={waiting} zone={zone} />
      {byDay(coming).map(([day, some]) => (
        <Section key={day} title={day} lines={some} zone={zone} />
      ))}
      {coming.length === 0 && (
        <EmptyState
          title={<Trans>Nothing is planned</Trans>}
          action={
            <Link to="/" className={buttonClass('outline')}>
              <Trans>Find a story</Trans>
            </Link>
          }
        >
          <p>
            <Trans>Write when you have the words, and let it go out later: after work, or tomorrow morning.</Trans>
          </p>
        </EmptyState>
      )}
    </>
  );
}

export function PlannedPage() {
  const { t } = useLingui();
  const { zone } = usePerson();
  const planned = useQuery(sharesQuery('planned'));
  const recent = useQuery(sharesQuery('recent'));
  return (
    <>
      <PageHeading title={t`Planned`} lead={t`Change the time or cancel whenever you like.`} />
      <div className="grid max-w-[48rem] gap-8">
        <Loaded query={planned} skeleton={<div className="skeleton h-40" />}>
          {({ items }) => <Agenda shares={items} zone={zone} />}
        </Loaded>
        <Loaded query={recent} skeleton={<div className="skeleton h-40" />}>
          {({ items }) => <Section title={<Trans>Lately</Trans>} lines={linesOf(items)} zone={zone} />}
        </Loaded>
      </div>
    </>
  );
}
