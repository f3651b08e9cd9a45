/** From a draft to what the server is asked to check and to send. Pure. */

import type { paths } from '../../api/schema.gen';
import type { Asset, Locale, PostCheck, PostDraft, Profile } from '../../api/types';
import { type Draft, wordsFor } from './draft';
import { picturesOf } from './pictures';

export type CheckBody = paths['/api/v1/shares/check']['post']['requestBody']['content']['application/json'];
export type ShareBody = paths['/api/v1/shares']['post']['requestBody']['content']['application/json'];

/** What the composer needs of a story. */
export type ComposerStory = {
  id: string;
  title: string;
  language: Locale;
  url: string | null;
  asset: Asset | null;
  captions: Record<string, string>;
};

const postOf = (draft: Draft, profile: Profile): PostDraft => ({
  profile_id: profile.id,
  text: wordsFor(draft, profile.id),
  content_warning: profile.network === 'mastodon' && draft.warning.trim() ? draft.warning.trim() : null,
  visibility: profile.network === 'mastodon' && draft.unlisted ? 'unlisted' : null,
  with_link: profile.network !== 'x' || draft.xLink,
});

export function checkBody(draft: Draft, story: ComposerStory | null, profiles: Profile[], locale: Locale): CheckBody {
  const address = draft.address.trim();
  return {
    programme_id: draft.programmeId,
    story_id: story?.id ?? null,
    language: story?.language ?? locale,
    posts: profiles.map((profile) => postOf(draft, profile)),
    pictures: picturesOf(draft, story).map(({ id, alt }) => ({ asset_id: id, alt: alt.trim() })),
    link: story ? null : address || null,
    with_link: story ? draft.link && story.url !== null : address !== '',
  };
}

export function shareBody(body: CheckBody, checks: PostCheck[], draft: Draft, zone: string): ShareBody {
  const shownBy = new Map(checks.map((check) => [check.profile_id, check.shown]));
  return {
    ...body,
    posts: body.posts.map((post) => ({ ...post, shown: shownBy.get(post.profile_id) ?? '' })),
    when: draft.at === null ? { kind: 'now' } : { kind: 'at', wall_time: draft.at, zone },
    spread: draft.spread,
    confirmed: true,
  };
}
