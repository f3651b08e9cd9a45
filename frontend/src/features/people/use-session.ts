import { useSuspenseQuery } from '@tanstack/react-query';
import type { Membership, Person } from '../../api/types';
import { sessionQuery } from './queries';

/** The session as it stands. Routes ask the server for it before any page is drawn. */
export const useSession = () => useSuspenseQuery(sessionQuery).data;

/** The person who is signed in; only for pages behind the sign-in. */
export function usePerson(): Person {
  const { person } = useSession();
  if (!person) throw new Error('no one is signed in');
  return person;
}

export const isCurator = (membership: Membership): boolean =>
  membership.state === 'active' && membership.scopes.includes('stories:write');

export const isAdministrator = (membership: Membership): boolean =>
  membership.state === 'active' && membership.scopes.includes('outcomes:read');

/** The programmes in which the person runs things, rather than only taking part. */
export const managedMemberships = (memberships: Membership[]): Membership[] =>
  memberships.filter((one) => isCurator(one) || isAdministrator(one));
