/** The frame of the management rooms: which programme, and which room. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Navigate, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import '../../components/admin/problems';
import { SelectField } from '../../components/ui/field';
import { useManagedMemberships, useMembership } from './use-membership';

type Room = {
  to:
    | '/admin'
    | '/admin/stories'
    | '/admin/people'
    | '/admin/invitations'
    | '/admin/programmes'
    | '/admin/deliveries'
    | '/admin/apps'
    | '/admin/audit';
  scope: string;
  label: ReactNode;
};

function useRooms(scopes: string[]): Room[] {
  const rooms: Room[] = [
    { to: '/admin', scope: 'outcomes:read', label: <Trans>Outcomes</Trans> },
    { to: '/admin/stories', scope: 'stories:write', label: <Trans>Stories</Trans> },
    { to: '/admin/people', scope: 'ambassadors:read', label: <Trans>People</Trans> },
    { to: '/admin/invitations', scope: 'invitations:write', label: <Trans>Invitations</Trans> },
    { to: '/admin/programmes', scope: 'programmes:write', label: <Trans>Programmes</Trans> },
    { to: '/admin/deliveries', scope: 'deliveries:write', label: <Trans>Delivery</Trans> },
    { to: '/admin/apps', scope: 'organisation:write', label: <Trans>Networks</Trans> },
    { to: '/admin/audit', scope: 'audit:read', label: <Trans>Log</Trans> },
  ];
  return rooms.filter((room) => scopes.includes(room.scope));
}

function ProgrammeSwitch() {
  const managed = useManagedMemberships();
  const membership = useMembership();
  const navigate = useNavigate();
  if (managed.length < 2) return null;
  return (
    <div className="max-w-sm">
      <SelectField
        label={<Trans>Programme</Trans>}
        value={membership?.programme.id ?? ''}
        onChange={(event) => void navigate({ to: '.', search: { programme: event.target.value } })}
      >
        {managed.map(({ programme }) => (
          <option key={programme.id} value={programme.id}>
            {programme.name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

/** The rooms side by side; on phones they scroll, and the one that is open is brought into view. */
function RoomsNav({ rooms }: { rooms: Room[] }) {
  const { t } = useLingui();
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (pathname)
      nav.current?.querySelector('[data-status=active]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={nav} aria-label={t`Manage`} className="-mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0">
      <ul className="flex gap-1 border-b border-line">
        {rooms.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === '/admin', includeSearch: false }}
              className="flex min-h-11 items-center border-b-[3px] border-transparent px-3 whitespace-nowrap text-muted -outline-offset-3 hover:text-ink data-[status=active]:border-brand data-[status=active]:font-bold data-[status=active]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function AdminLayout() {
  const membership = useMembership();
  const rooms = useRooms(membership?.scopes ?? []);
  if (!membership) return <Navigate to="/" replace />;
  return (
    <>
      <div className="mb-6 grid gap-4 print:hidden">
        <ProgrammeSwitch />
        <RoomsNav rooms={rooms} />
      </div>
      <Outlet />
    </>
  );
}
