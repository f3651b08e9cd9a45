/** What kinds of access networks grant an app, and what a test of it found. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Named = { name: MessageDescriptor; meaning: MessageDescriptor };

const MODES: Record<string, Named> = {
  'linkedin self_serve': {
    name: msg`Begin at once`,
    meaning: msg`LinkedIn grants it at once. People can post; there are no numbers, and each person renews every 60 days.`,
  },
  'linkedin community_management': {
    name: msg`With numbers and pages`,
    meaning: msg`LinkedIn reviews your organisation first, which takes weeks. People see their numbers, and pages can be connected. Make a new app for it, with no other product.`,
  },
  'x pay_per_use': {
    name: msg`Pay for what is used`,
    meaning: msg`X charges your account for each call: a post with a link costs most. Buy credits there, and set a limit here.`,
  },
  'threads threads': {
    name: msg`Posting on Threads`,
    meaning: msg`People post on their own profiles and see their numbers. Until Meta has reviewed the app, only those whom you add there as testers can connect.`,
  },
  'instagram instagram_login': {
    name: msg`Professional accounts on Instagram`,
    meaning: msg`For business and creator accounts; private ones cannot be connected. Each post needs a picture. Until Meta has reviewed the app, only those whom you add there as testers can connect.`,
  },
  'facebook pages': {
    name: msg`Pages on Facebook`,
    meaning: msg`Those who look after a page connect it; on personal profiles people post themselves. Until Meta has reviewed the app, only those with a role in it can connect.`,
  },
};

const OTHER_MODE: Named = {
  name: msg`Access through your app`,
  meaning: msg`People post through the app of your organisation.`,
};

export const modeWords = (network: string, mode: string): Named => MODES[`${network} ${mode}`] ?? OTHER_MODE;

type Told = Named & {
  /** The network's answer holds more than our words do, so it is shown as well. */
  detailed?: true;
};

/** What each finding says, and what to do about it. */
export const FINDINGS: Record<string, Told> = {
  'app-accepted': { name: msg`The network accepts the app`, meaning: msg`Client id and secret belong together.` },
  'client-id-unknown': {
    name: msg`The network knows no such app`,
    meaning: msg`Copy the client id once more from the app’s own page there.`,
  },
  'client-secret-wrong': {
    name: msg`The secret does not fit`,
    meaning: msg`Copy the client secret once more, or make a new one there and save it here.`,
  },
  'app-refused': {
    name: msg`The network does not accept the app`,
    meaning: msg`Copy client id and secret once more, and see there that the app is not suspended.`,
    detailed: true,
  },
  'credits-used-up': {
    name: msg`There are no credits left`,
    meaning: msg`Buy some on the network’s page. Until then nothing is posted there.`,
  },
  'first-connection-tells': {
    name: msg`The rest shows when the first person connects`,
    meaning: msg`Connect your own profile and share something before you invite others.`,
    detailed: true,
  },
  'asked-to-wait': {
    name: msg`The network wants a pause`,
    meaning: msg`Test again in a quarter of an hour. Nothing is wrong so far.`,
  },
  unreachable: {
    name: msg`The network could not be asked`,
    meaning: msg`Test again in a moment. If it goes on, see that this installation may reach the network.`,
  },
  'not-answered': {
    name: msg`The network did not answer in time`,
    meaning: msg`Test again in a moment. If it goes on, see that this installation may reach the network.`,
  },
  'pictures-not-fetchable': {
    name: msg`The network cannot fetch your pictures`,
    meaning: msg`It reads them from this installation’s public address, which must begin with https and be reachable from outside. Until then posts go without pictures.`,
  },
  'answer-unclear': {
    name: msg`The answer says nothing about the app`,
    meaning: msg`Connect your own profile: then it shows whether the app works.`,
  },
  'version-ends': {
    name: msg`The network soon ends the version we speak`,
    meaning: msg`Ask the people who run this installation to move to a newer one.`,
    detailed: true,
  },
};
