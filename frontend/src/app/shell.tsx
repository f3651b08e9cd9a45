/** The frame around signed-in pages: a bar at the bottom on phones, a rail at the side from 1024 px. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Outlet, useMatches, useRouter } from '@tanstack/react-router';
import {
  CalendarClock,
  ChartLine,
  type LucideIcon,
  Newspaper,
  SlidersHorizontal,
  UserRound,
  WifiOff,
} from 'lucide-react';
import { useEffect } from 'react';
import { Mark } from '../components/ui/mark';
import { hostOf, PracticeProvider } from '../components/ui/place';
import { managedMemberships, useSession } from '../features/people/use-session';
import { useOnline } from '../hooks/use-online';
import { applyBrand } from '../lib/brand';
import { UpdateOffer } from './update-offer';

type Item = { to: '/' | '/planned' | '/impact' | '/you' | '/admin'; icon: LucideIcon; label: string; exact?: boolean };

/** Labels stay within ten characters, so that five fit side by side at 320 px. */
function useItems(): Item[] {
  const { t } = useLingui();
  const { memberships } = useSession();
  const items: Item[] = [
    { to: '/', icon: Newspaper, label: t`Stories`, exact: true },
    { to: '/planned', icon: CalendarClock, label: t`Planned` },
    { to: '/impact', icon: ChartLine, label: t`Reach` },
    { to: '/you', icon: UserRound, label: t`You` },
  ];
  if (managedMemberships(memberships).length > 0)
    items.push({ to: '/admin', icon: SlidersHorizontal, label: t`Manage` });
  return items;
}

function NavLink({ to, icon: Icon, label, exact = false }: Item) {
  return (
    <Link
      to={to}
      activeOptions={{ exact, includeSearch: false }}
      className="flex min-h-14 flex-col items-center justify-center gap-0.5 px-1 text-center text-xs leading-tight text-muted data-[status=active]:font-bold data-[status=active]:text-brand lg:min-h-11 lg:flex-row lg:justify-start lg:gap-3 lg:rounded-md lg:px-3 lg:text-base lg:hover:bg-sunken lg:data-[status=active]:bg-brand-soft lg:data-[status=active]:text-on-brand-soft"
    >
      <Icon aria-hidden size={22} />
      {label}
    </Link>
  );
}

function Offline() {
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <p className="flex items-center gap-2 bg-warn-soft px-4 py-2 text-sm text-warn lg:px-10">
          <WifiOff aria-hidden size={18} className="shrink-0" />
          <Trans>You have no connection. You can read and write; sharing waits until it is back.</Trans>
        </p>
      )}
    </div>
  );
}

/** Where people sign out: whoever signs in next, maybe somebody else, begins at the stories. */
const EXIT = '/you';

/** Leads to the sign-in, and from there back to the page that stands here. Once: where the way there leads is not the page. */
function SignInFirst() {
  const router = useRouter();
  useEffect(() => {
    const { resolvedLocation, location } = router.state;
    const { href } = resolvedLocation ?? location;
    void router.navigate({ to: '/sign-in', search: { next: href === EXIT ? undefined : href }, replace: true });
  }, [router]);
  return null;
}

export function Shell() {
  const { t } = useLingui();
  const { person, organisation, practice_url: practice } = useSession();
  const items = useItems();
  const bare = useMatches({ select: (matches) => matches.some((match) => match.staticData.bare) });
  const colour = organisation?.brand_colour ?? null;
  useEffect(() => applyBrand(colour), [colour]);
  if (!person) return <SignInFirst />;
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a href="#main" className="btn btn-primary absolute -top-24 left-2 z-50 focus:top-2">
        <Trans>Skip to the content</Trans>
      </a>
      <nav
        aria-label={t`Main menu`}
        className={`fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:border-t-0 lg:border-r lg:p-4 print:hidden ${bare ? 'hidden' : ''}`}
      >
        <div className="mt-2 mb-6 hidden items-center gap-3 px-3 lg:flex">
          <Mark size={32} />
          <span className="min-w-0 leading-tight font-bold">{organisation?.name ?? 'Fortaler'}</span>
        </div>
        <ul className="flex justify-around lg:flex-col lg:gap-1">
          {items.map((item) => (
            <li key={item.to} className="grow lg:grow-0">
              <NavLink {...item} />
            </li>
          ))}
        </ul>
        <p className="mt-auto hidden gap-5 px-3 text-sm lg:flex">
          <Link to="/help" className="link inline-flex min-h-11 items-center">
            <Trans>Help</Trans>
          </Link>
          <Link to="/accessibility" className="link inline-flex min-h-11 items-center">
            <Trans>Accessibility</Trans>
          </Link>
        </p>
      </nav>
      <div className="min-w-0">
        <Offline />
        <UpdateOffer />
        <main
          id="main"
          tabIndex={-1}
          className={`mx-auto w-full max-w-[72rem] px-4 pt-4 outline-none lg:px-10 lg:py-10 print:p-0 ${bare ? '' : 'pb-28'}`}
        >
          <PracticeProvider value={hostOf(practice)}>
            <Outlet />
          </PracticeProvider>
        </main>
      </div>
    </div>
  );
}
