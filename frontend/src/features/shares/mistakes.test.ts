import { describe, expect, it } from 'vitest';
import { makeBluesky, makeDraft, makeProfile } from '../../testing/fakes';
import type { Draft } from './draft';
import { findMistakes, type Room } from './mistakes';

const ids = { profiles: 'profiles', words: 'words', when: 'when', address: 'address' };
const now = new Date('2026-11-24T15:00:00Z');
const room = (more: Partial<Room> = {}): Room => ({
  profile: makeProfile(),
  name: 'Mastodon',
  used: 120,
  max: 500,
  ...more,
});
const find = (draft: Partial<Draft>, rooms: Room[] = [room()]) =>
  findMistakes(makeDraft({ text: 'Hello', ...draft }), rooms, 'Europe/Copenhagen', now, ids);

describe('what stands in the way of sharing', () => {
  it('is nothing when there are words, a place and room', () => {
    expect(find({})).toEqual([]);
  });

  it('is said as what to do, at the control it belongs to', () => {
    expect(find({}, [])).toEqual([{ id: 'profiles', message: 'Choose at least one place to share' }]);
    expect(find({ text: ' ' })).toEqual([{ id: 'words', message: 'Write at least one word of your own' }]);
    expect(find({ address: 'example.org' })).toEqual([
      { id: 'address', message: 'Write the whole address, starting with https://' },
    ]);
    expect(find({ at: '' })).toEqual([{ id: 'when', message: 'Choose a day and a time' }]);
  });

  it('counts what is too much, never a negative number of what is left', () => {
    const over = [room({ used: 560 }), room({ profile: makeBluesky(), name: 'Bluesky', used: 301, max: 300 })];
    expect(find({}, over).map(({ message }) => message)).toEqual([
      'Mastodon: 60 characters too long',
      'Bluesky: 1 character too long',
    ]);
  });

  it('is no length where no limit is known', () => {
    expect(find({}, [room({ used: 90_000, max: null })])).toEqual([]);
  });

  it('is a time that has passed on the person’s own clock', () => {
    expect(find({ at: '2026-11-24T15:59' })[0]?.message).toBe('Choose a time that has not passed');
    expect(find({ at: '2026-11-24T16:01' })).toEqual([]);
  });

  it('is one silent place among several', () => {
    const rooms = [room(), room({ profile: makeBluesky(), name: 'Bluesky' })];
    expect(find({ own: { 'bluesky-1': '' } }, rooms)[0]?.id).toBe('words');
  });
});
