import { useSearch } from '@tanstack/react-router';
import type { Membership } from '../../api/types';
import { managedMemberships, useSession } from '../../features/people/use-session';

export const useManagedMemberships = (): Membership[] => managedMemberships(useSession().memberships);

/** The membership through which the person manages what is on screen: the programme in the address, else the first. */
export function useMembership(): Membership | null {
  const { programme } = useSearch({ from: '/signed-in/admin' });
  const managed = useManagedMemberships();
  return managed.find((one) => one.programme.id === programme) ?? managed[0] ?? null;
}

/** As above, inside the rooms: the layout lets nobody in without one. */
export function useProgramme(): Membership['programme'] {
  const membership = useMembership();
  if (!membership) throw new Error('no programme to manage');
  return membership.programme;
}
