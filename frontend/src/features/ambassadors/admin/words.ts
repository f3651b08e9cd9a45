/** What the states and roles of people are called. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Ambassador, Invitation, Role } from '../../../api/types';
import type { Tone } from '../../../components/ui/badge';

type Words = { tone: Tone; words: MessageDescriptor };

export const PERSON_STATES: Record<Ambassador['state'], Words> = {
  applied: { tone: 'warn', words: msg`Has applied` },
  invited: { tone: 'plain', words: msg`Invited` },
  active: { tone: 'good', words: msg`Takes part` },
  paused: { tone: 'warn', words: msg`Paused` },
  left: { tone: 'plain', words: msg`Has left` },
  declined: { tone: 'plain', words: msg`Declined` },
};

export const INVITATION_STATES: Record<Invitation['state'], Words> = {
  open: { tone: 'good', words: msg`Open` },
  used_up: { tone: 'plain', words: msg`Full` },
  expired: { tone: 'plain', words: msg`Expired` },
  revoked: { tone: 'bad', words: msg`Taken back` },
};

export const ROLES: Record<Role, { name: MessageDescriptor; may: MessageDescriptor }> = {
  ambassador: { name: msg`Ambassador`, may: msg`reads stories and shares them` },
  curator: { name: msg`Curator`, may: msg`writes and publishes stories` },
  administrator: { name: msg`Administrator`, may: msg`runs the programme and its people` },
  viewer: { name: msg`Viewer`, may: msg`sees the outcomes, nothing else` },
};

export const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** Nobody lets others in to more than they have themselves. */
export const rolesToGive = (scopes: string[]): Role[] =>
  scopes.includes('ambassadors:write') ? ROLE_NAMES : ['ambassador'];
