/** What each refusal means and what to do about it, in the reader's language. */
import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { isProblem, Problem, UNREACHABLE } from './problems';

const BY_TYPE: Record<string, MessageDescriptor> = {
  [UNREACHABLE]: msg`There is no connection right now. What you have written is kept on this device.`,
  'precondition-failed': msg`Someone else changed this in the meantime. Load it again to see what is new.`,
  'code-wrong': msg`The code does not match. Check the figures and write it again.`,
  'code-expired': msg`The code is too old. Ask for a new one.`,
  'link-used': msg`This link has already been used. Ask for a new code to sign in.`,
  'link-expired': msg`This link is too old. Ask for a new code to sign in.`,
  'too-many-tries': msg`That was too many tries. Wait a little, then ask for a new code.`,
  'join-code-unknown': msg`We do not know that code. Check it against the poster or the message.`,
  'join-code-used-up': msg`All places on this code are taken. Ask the person who gave it to you for a new one.`,
  'join-code-expired': msg`This code has expired. Ask the person who gave it to you for a new one.`,
  'join-code-revoked': msg`This code is no longer in use. Ask the person who gave it to you for a new one.`,
  'already-a-member': msg`You are already part of this programme.`,
  'address-unreachable': msg`The page did not answer. Check the address, or write the story yourself.`,
  'address-refused': msg`We may not read that address. Use a public web page.`,
  'address-not-a-page': msg`There is no web page at that address. Check it, or write the story yourself.`,
  'picture-too-large': msg`The picture is too large. Choose one of at most 20 MB.`,
  'picture-unreadable': msg`The picture could not be read. Try another file.`,
  'picture-type': msg`Choose a picture as JPEG, PNG, WebP or GIF.`,
  'not-signed': msg`The network’s call was not signed by your organisation’s app. Check the app’s secret.`,
  'network-unreachable': msg`No server answered at that address. Check the spelling.`,
  'instance-unknown': msg`There is no such server. Check the address, for example mastodon.social.`,
  'app-password-wrong': msg`The network did not accept the name and the app password. Check both.`,
  'shown-differs': msg`Something changed since you last saw the post. Read it as it looks now, then share again.`,
  'story-withdrawn': msg`The story has been withdrawn and cannot be shared any more.`,
  'post-already-leaving': msg`Too late: the post is already on its way.`,
  'too-many-requests': msg`That was many times in a short while. Wait a moment and try again.`,
  'account-differs': msg`That is another account than the one you wanted to renew.`,
  'consent-refused': msg`You said no at the network, so nothing was connected.`,
  'consent-expired': msg`It took too long, and the network forgot that you were coming. Try once more.`,
  'profile-unusable': msg`The profile must be connected again first.`,
  'text-refused': msg`The network would not take the post like this. See what stands under your words.`,
  'time-unusable': msg`Choose a time that has not passed, and less than a year ahead.`,
  'link-unusable': msg`Write a web address, starting with https://`,
  'story-expired': msg`The story is over and cannot be shared any more.`,
  'programme-over': msg`The programme is over, so nothing can be shared from it.`,
  'link-not-wanted': msg`The post was not by us, so we need no address for it.`,
  'link-elsewhere': msg`That is not an address on the network. Copy it from the post itself.`,
  'text-missing': msg`Write at least one word of your own`,
  'twice-on-one-profile': msg`This story is already shared or planned on that profile.`,
  'picture-unknown': msg`The picture is no longer there. Choose another.`,
  'approval-wanted': msg`The programme wants to read posts first, and cannot yet. Ask the person who runs it.`,
  'move-refused': msg`That is no longer possible. Load the page again to see how it stands.`,
  'application-needed': msg`Write a few words; one sentence is enough`,
  'address-too-large': msg`The page is too large to read. Write the story yourself.`,
  'address-in-use': msg`Someone else signs in with that address. Use another one.`,
  'body-too-large': msg`That is more than we can take at once. Make it shorter.`,
  'no-pages': msg`The account looks after no page, or you did not let us see one. Nothing was connected.`,
  'choice-not-found': msg`The time to choose is over, or the choice is made. Connect once more to choose again.`,
  'page-unknown': msg`Choose from the pages that were offered.`,
  'app-missing': msg`Your organisation has not opened for that network yet. Ask the person who runs the programme.`,
  csrf: msg`The page is out of date. Load it again.`,
};

/** Words for the refusals of a part of the app that is loaded later. */
export const addProblemWords = (words: Record<string, MessageDescriptor>): void => void Object.assign(BY_TYPE, words);

function byStatus(status: number): MessageDescriptor {
  if (status === 401) return msg`You have been signed out. Sign in to go on; what you have written is kept.`;
  if (status === 403) return msg`You do not have access to this.`;
  if (status === 404) return msg`It is not here, or no longer here.`;
  if (status === 429) return msg`That was many times in a short while. Wait a moment and try again.`;
  if (status >= 500) return msg`The server could not do it right now. Try again in a moment.`;
  return msg`The server said no to this. Correct it and try again.`;
}

/** One or two sentences for any error. */
export function problemWords(i18n: I18n, error: unknown): string {
  if (!isProblem(error)) return i18n._(byStatus(500));
  return i18n._(BY_TYPE[error.type] ?? byStatus(error.status));
}

/** The words for one field's refusal. */
export const fieldWords = (i18n: I18n, type: string): string => i18n._(BY_TYPE[type] ?? byStatus(422));

/** The refusals that belong to named fields, as `[field, words]`. */
export function fieldProblems(i18n: I18n, error: unknown): [field: string, words: string][] {
  if (!(error instanceof Problem)) return [];
  return error.errors.map((one) => [one.field, fieldWords(i18n, one.type)]);
}
