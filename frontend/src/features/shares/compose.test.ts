import { describe, expect, it } from 'vitest';
import { makeBluesky, makeCheck, makeDraft, makeProfile, makeStory } from '../../testing/fakes';
import { checkBody, shareBody } from './compose';
import { fillFrame, frameOf, NO_FRAME } from './frame';

const profiles = [makeProfile(), makeBluesky()];
const asset = {
  id: 'asset-1',
  url: '/a',
  alt: '',
  width: 1,
  height: 1,
  media_type: 'image/jpeg',
  bytes: 1,
  focal_x: 0.5,
  focal_y: 0.5,
  rights: '',
};

describe('what the server is asked to check', () => {
  it('holds each place’s own words, and what only that network knows', () => {
    const draft = makeDraft({ text: 'Hello', own: { 'bluesky-1': 'Short' }, warning: ' Work ', unlisted: true });
    expect(checkBody(draft, makeStory(), profiles, 'en').posts).toEqual([
      { profile_id: 'mastodon-1', text: 'Hello', content_warning: 'Work', visibility: 'unlisted', with_link: true },
      { profile_id: 'bluesky-1', text: 'Short', content_warning: null, visibility: null, with_link: true },
    ]);
  });

  it('takes the story’s picture and link along only when they are wanted', () => {
    const story = makeStory({ asset });
    const all = checkBody(makeDraft(), story, profiles, 'da');
    const none = checkBody(makeDraft({ pictures: [], link: false }), story, profiles, 'da');
    expect([all.pictures, all.with_link, all.language]).toEqual([[{ asset_id: 'asset-1', alt: '' }], true, 'en']);
    expect([none.pictures, none.with_link]).toEqual([[], false]);
  });

  it('leaves the link out on X alone where that is wanted', () => {
    const places = [makeProfile({ id: 'x-1', network: 'x' }), makeBluesky()];
    const { posts, with_link } = checkBody(makeDraft({ xLink: false }), makeStory(), places, 'en');
    expect(posts.map((post) => post.with_link)).toEqual([false, true]);
    expect(with_link).toBe(true);
  });

  it('has the person’s own address where there is no story', () => {
    const body = checkBody(makeDraft({ address: ' https://example.org/me ' }), null, profiles, 'da');
    expect([body.story_id, body.link, body.with_link, body.language]).toEqual([
      null,
      'https://example.org/me',
      true,
      'da',
    ]);
    expect(checkBody(makeDraft(), null, profiles, 'da').with_link).toBe(false);
  });
});

describe('what is sent', () => {
  const body = checkBody(makeDraft({ text: 'Hello' }), makeStory(), profiles, 'en');
  const checks = profiles.map((profile) => makeCheck(profile.id, 'Hello'));

  it('repeats for each post the proof of what was shown', () => {
    const share = shareBody(body, checks.toReversed(), makeDraft(), 'Europe/Copenhagen');
    expect(share.posts.map((post) => post.shown)).toEqual(checks.map((check) => check.shown));
    expect(share.when).toEqual({ kind: 'now' });
  });

  it('goes out on the person’s own clock when it is planned', () => {
    const share = shareBody(body, checks, makeDraft({ at: '2026-11-25T16:30' }), 'Europe/Copenhagen');
    expect(share.when).toEqual({ kind: 'at', wall_time: '2026-11-25T16:30', zone: 'Europe/Copenhagen' });
  });
});

describe('the frame around one’s words', () => {
  it('is what stands before and after them in the post', () => {
    const frame = frameOf(makeCheck('mastodon-1', 'Hello'), 'Hello');
    expect(frame).toEqual({ before: 'I work at Nordlys.\n\n', after: '\n\nhttps://l.example/l/xxxxxxxxxxxx' });
    expect(fillFrame(frame, ' Hello there ')).toBe(
      'I work at Nordlys.\n\nHello there\n\nhttps://l.example/l/xxxxxxxxxxxx',
    );
  });

  it('shows the disclosure first, before there is a word', () => {
    const frame = frameOf(makeCheck('mastodon-1', ''), '');
    expect(frame.before.trim()).toBe('I work at Nordlys.');
    expect(frame.after.trim()).toBe('https://l.example/l/xxxxxxxxxxxx');
  });

  it('is left out rather than guessed when the words are not in the post', () => {
    expect(frameOf(makeCheck('mastodon-1', 'Something else'), 'Hello')).toEqual(NO_FRAME);
  });
});
