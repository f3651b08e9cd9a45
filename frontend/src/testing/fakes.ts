/** Things of the server's making, whole and plausible; a test names only what it is about. */
import type { Figure, NetworkInfo, Person, Post, PostCheck, Profile, Session, Share } from '../api/types';
import type { ComposerStory } from '../features/shares/compose';
import { type Draft, emptyDraft } from '../features/shares/draft';

export const makePerson = (more: Partial<Person> = {}): Person => ({
  id: 'mette',
  name: 'Mette Lund',
  locale: 'en',
  zone: 'Europe/Copenhagen',
  email: null,
  has_printed_code: false,
  ...more,
});

export const makeSession = (more: Partial<Session> = {}): Session => ({
  person: makePerson(),
  organisation: null,
  memberships: [],
  practice_url: 'http://127.0.0.1:4600',
  ...more,
});

export const makeProfile = (more: Partial<Profile> = {}): Profile => ({
  id: 'mastodon-1',
  network: 'mastodon',
  instance: 'social.example',
  kind: 'personal',
  handle: '@mette@social.example',
  display_name: 'Mette Lund',
  avatar_url: null,
  state: 'connected',
  state_reason: null,
  expires_at: null,
  renewable: true,
  can: { text: true, images: 4, metrics: ['reactions'], followers: true },
  limits: { max_text: 500, unit: 'graphemes', url_cost: 23, images: 4, alt_max: 1500 },
  instance_rules: [],
  connected_at: '2026-11-01T08:00:00Z',
  ...more,
});

export const makeBluesky = (more: Partial<Profile> = {}): Profile =>
  makeProfile({
    id: 'bluesky-1',
    network: 'bluesky',
    instance: null,
    handle: 'mette.bsky.social',
    limits: { max_text: 300, unit: 'graphemes', url_cost: null, images: 4, alt_max: 2000 },
    ...more,
  });

export const makeNetwork = (more: Partial<NetworkInfo> = {}): NetworkInfo => ({
  key: 'mastodon',
  name: 'Mastodon',
  ways: ['instance'],
  mode: 'api',
  opens: 'dialog',
  rewards_allowed: true,
  practice: null,
  connects: ['personal'],
  app_missing: false,
  rules: {
    unit: 'graphemes',
    max_text: 500,
    url_cost: 23,
    link: 'appended',
    fold: null,
    card: 'wide',
    images: 4,
    alt_max: 1500,
    checked_on: '2026-11-23',
  },
  ...more,
});

export const makeStory = (more: Partial<ComposerStory> = {}): ComposerStory => ({
  id: 'story-1',
  title: 'The night shift',
  language: 'en',
  url: 'https://example.org/night',
  asset: null,
  captions: {},
  ...more,
});

export const makeDraft = (more: Partial<Draft> = {}): Draft =>
  emptyDraft({ profiles: ['mastodon-1'], programmeId: 'programme-1', ...more });

export const DISCLOSURE = 'I work at Nordlys.';

/** What the server would say of these words: the disclosure before them, a link after. */
export const makeCheck = (profileId: string, words: string, more: Partial<PostCheck> = {}): PostCheck => {
  const text = [DISCLOSURE, words.trim(), 'https://l.example/l/xxxxxxxxxxxx'].filter(Boolean).join('\n\n');
  return {
    profile_id: profileId,
    used: text.length,
    max: 500,
    unit: 'graphemes',
    remaining: 500 - text.length,
    issues: [],
    disclosure: DISCLOSURE,
    rendered: { text, card: null, images: [], fold_at: null },
    shown: `digest of ${text}`,
    ...more,
  };
};

export const makePost = (more: Partial<Post> = {}): Post => ({
  id: 'post-1',
  share_id: 'share-1',
  network: 'mastodon',
  mode: 'api',
  profile: {
    id: 'mastodon-1',
    handle: '@mette@social.example',
    display_name: 'Mette Lund',
    instance: 'social.example',
  },
  text: 'Words of my own',
  images: [],
  state: 'scheduled',
  reason: null,
  due_at: '2026-11-25T15:30:00Z',
  wall_time: '2026-11-25T16:30:00',
  zone: 'Europe/Copenhagen',
  published_at: null,
  url: null,
  evidence: null,
  link: null,
  figures: [],
  can: { undo: false, cancel: false, reschedule: false, answer: false, share_now: false, declare: false },
  intent: null,
  next_at: null,
  tries: 0,
  looks: 0,
  attempts: [],
  ...more,
});

export const makeShare = (more: Partial<Share> = {}): Share => ({
  id: 'share-1',
  story: { id: 'story-1', title: 'The night shift' },
  programme_id: 'programme-1',
  created_at: '2026-11-24T15:00:00Z',
  undo_until: null,
  posts: [makePost()],
  ...more,
});

export const makeFigure = (more: Partial<Figure> = {}): Figure => ({
  key: 'clicks',
  value: 84,
  unit: 'count',
  kind: 'measured',
  source: 'own_link',
  as_of: '2026-11-24T15:00:00Z',
  coverage: null,
  definition: 'clicks/1',
  hidden: null,
  ...more,
});
