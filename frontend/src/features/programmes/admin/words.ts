/** What kinds of programmes, ways in and outcomes are called. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Programme } from '../../../api/types';

type Named = { name: MessageDescriptor; meaning: MessageDescriptor };

export const KINDS: Record<Programme['kind'], Named> = {
  employee: {
    name: msg`Employees`,
    meaning: msg`Colleagues in offices and production tell about their work.`,
  },
  student: {
    name: msg`Students`,
    meaning: msg`Students show life at the school. They apply and are accepted, for a term at a time.`,
  },
  citizen: {
    name: msg`Citizens`,
    meaning: msg`Neighbours show life in the town. Anyone with the code can join.`,
  },
  member: {
    name: msg`Members`,
    meaning: msg`Members and guests of an event invite those who come next.`,
  },
};

export const KIND_NAMES = Object.keys(KINDS) as Programme['kind'][];

export const WAYS_IN: Record<Programme['joining'], Named> = {
  code: { name: msg`With a code`, meaning: msg`Whoever has the code from a poster or a link is in at once.` },
  apply: { name: msg`By application`, meaning: msg`The code leads to a question; you say yes or no to each.` },
  invite: {
    name: msg`Only people you name`,
    meaning: msg`Codes for the whole world are refused; each invitation has one place.`,
  },
  open: { name: msg`Open to all`, meaning: msg`Anyone who finds the page can join.` },
};

export const OUTCOMES: Record<string, MessageDescriptor> = {
  brand: msg`Brand and thought leadership`,
  engagement: msg`People who take part`,
  recruitment: msg`Recruitment`,
  awareness: msg`Awareness of what you offer`,
  sales: msg`Sales`,
  cohesion: msg`Cohesion`,
  ties: msg`Ties between people and the organisation`,
};
