/** The first screen: stories for this person, and what waits for them. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, KeyRound, PenLine } from 'lucide-react';
import { buttonClass } from '../components/ui/button';
import { EmptyState } from '../components/ui/empty-state';
import { Loaded } from '../components/ui/loaded';
import { More } from '../components/ui/more';
import { Notice } from '../components/ui/notice';
import { PageHeading } from '../components/ui/page';
import { FeedCard } from '../features/feed/components/feed-card';
import { feedQuery } from '../features/feed/queries';
import { useSession } from '../features/people/use-session';

function Applied() {
  const { memberships } = useSession();
  const waiting = memberships.filter((one) => one.state === 'applied');
  return waiting.map(({ ambassador_id: id, programme: { name } }) => (
    <Notice key={id} title={<Trans>Your application to {name} has been sent</Trans>}>
      <p>
        <Trans>Someone from the programme reads it. As soon as you are accepted, the stories are here.</Trans>
      </p>
    </Notice>
  ));
}

/** Whoever joined by a code has no other way back in than this device, until they make one. */
function WayBack() {
  const { person } = useSession();
  if (!person || person.email || person.has_printed_code) return null;
  return (
    <Link
      to="/you"
      hash="ways-in"
      className="card flex min-h-14 items-center gap-3 px-4 py-2.5 hover:border-brand sm:justify-self-start"
    >
      <KeyRound aria-hidden size={22} className="shrink-0 text-brand" />
      <span className="flex-1 leading-snug">
        <span className="block font-semibold">
          <Trans>Make sure you can get back in</Trans>
        </span>
        <span className="block text-sm text-muted">
          <Trans>Right now only this device knows you.</Trans>
        </span>
      </span>
      <ChevronRight aria-hidden size={20} className="shrink-0 text-muted" />
    </Link>
  );
}

const Skeleton = () => (
  <div className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
    <div className="skeleton h-96 sm:col-span-full" />
    <div className="skeleton h-80" />
    <div className="skeleton h-80" />
  </div>
);

export function FeedPage() {
  const { t } = useLingui();
  const { memberships } = useSession();
  const feed = useInfiniteQuery(feedQuery);
  const takesPart = memberships.some((one) => one.state === 'active');
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center justify-between gap-x-3 gap-y-2 lg:mb-7">
        <PageHeading title={t`Stories for you`} className="" />
        {takesPart && (
          <Link to="/write" className={buttonClass('outline', 'px-3 sm:px-4')}>
            <PenLine aria-hidden size={20} />
            <span className="max-[22rem]:sr-only">
              <Trans>Write your own</Trans>
            </span>
          </Link>
        )}
        <p className="w-full text-muted">
          <Trans>Pick a story. Say it in your own words.</Trans>
        </p>
      </div>
      <div className="grid gap-5">
        <Applied />
        <WayBack />
        <Loaded query={feed} skeleton={<Skeleton />}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) return takesPart ? <NoStories /> : null;
            return (
              <ul className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
                {items.map((item, at) => (
                  <li key={item.story_id} className={at === 0 ? 'sm:col-span-full' : ''}>
                    <FeedCard item={item} lead={at === 0} />
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
        <More pages={feed}>
          <Trans>Show more stories</Trans>
        </More>
      </div>
    </>
  );
}

function NoStories() {
  return (
    <EmptyState
      title={<Trans>No stories right now</Trans>}
      action={
        <Link to="/write" className={buttonClass()}>
          <Trans>Write your own</Trans>
        </Link>
      }
    >
      <p>
        <Trans>
          New stories come here when someone in the programme publishes them. You can always tell one yourself.
        </Trans>
      </p>
    </EmptyState>
  );
}
