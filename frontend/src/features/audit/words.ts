/** What happened, as the person it happened to would say it. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const MY_EVENT_WORDS: Record<string, MessageDescriptor> = {
  'ambassador.accepted': msg`You were let in`,
  'ambassador.applied': msg`You applied`,
  'ambassador.changed': msg`Your roles, groups or languages were changed`,
  'ambassador.declined': msg`Your application was turned down`,
  'ambassador.joined': msg`You joined`,
  'ambassador.left': msg`You left`,
  'ambassador.paused': msg`You were paused`,
  'ambassador.resumed': msg`Your pause was ended`,
  'ambassadors.viewed': msg`The list of people was opened`,
  'credential.added': msg`You got a new way to sign in`,
  'credential.replaced': msg`You got a new way to sign in`,
  'person.changed': msg`Your details were changed`,
  'profile.connected': msg`A profile was connected`,
  'profile.declared': msg`A profile was added`,
  'profile.disconnected': msg`A profile was removed`,
  'profile.erased': msg`A profile was deleted, as you asked at the network`,
  'profile.lost': msg`A network took back our access`,
  'profile.withdrawn': msg`You removed our access at the network`,
  'profile.expiring': msg`A network asks for your consent again soon`,
  'profile.regained': msg`A network lets us in again`,
  'profile.token_deleted': msg`Our access to a profile was deleted`,
  'post.published': msg`A post of yours came out`,
  'post.refused': msg`A network said no to a post of yours`,
  'post.missed': msg`A post of yours was not sent in time`,
  'session.started': msg`You signed in`,
  'session.ended': msg`You signed out`,
  'share.created': msg`You shared`,
};

export const MY_EVENT_ELSE = msg`Something about you was changed`;
