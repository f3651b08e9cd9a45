import { describe, expect, it } from 'vitest';
import { makeDraft } from '../../testing/fakes';
import { addWords, hasWords, keyFor, reduceDraft, wordsFor } from './draft';

describe('words', () => {
  it('are the same everywhere until one place gets its own', () => {
    const shared = reduceDraft(makeDraft(), { do: 'write', text: 'Hello', profileId: 'mastodon-1' });
    expect([wordsFor(shared, 'mastodon-1'), wordsFor(shared, 'bluesky-1')]).toEqual(['Hello', 'Hello']);

    const parted = reduceDraft(shared, { do: 'part', profileId: 'bluesky-1' });
    const written = reduceDraft(parted, { do: 'write', text: 'Short', profileId: 'bluesky-1' });
    expect([wordsFor(written, 'mastodon-1'), wordsFor(written, 'bluesky-1')]).toEqual(['Hello', 'Short']);
  });

  it('come together again without touching what is written for the others', () => {
    const parted = makeDraft({ text: 'Hello', own: { 'bluesky-1': 'Short', 'linkedin-1': 'Long' } });
    const united = reduceDraft(parted, { do: 'unite', profileId: 'bluesky-1' });
    expect([wordsFor(united, 'bluesky-1'), wordsFor(united, 'linkedin-1')]).toEqual(['Hello', 'Long']);
  });

  it('of blanks alone are no loss', () => {
    expect(hasWords(makeDraft({ text: ' \n ' }))).toBe(false);
    expect(hasWords(makeDraft({ own: { 'bluesky-1': 'Short' } }))).toBe(true);
  });

  it('of a suggestion come after one’s own, never in their place', () => {
    expect(addWords('Mine. ', 'Theirs.')).toBe('Mine.\n\nTheirs.');
    expect(addWords('  ', 'Theirs.')).toBe('Theirs.');
  });
});

it('a place is chosen once, however often it is pressed', () => {
  const twice = [1, 2].reduce(
    (draft) => reduceDraft(draft, { do: 'choose', profileId: 'bluesky-1', on: true }),
    makeDraft(),
  );
  expect(twice.profiles).toEqual(['mastodon-1', 'bluesky-1']);
  expect(reduceDraft(twice, { do: 'choose', profileId: 'mastodon-1', on: false }).profiles).toEqual(['bluesky-1']);
});

describe('the key that makes trying again have one effect', () => {
  it('stays while the very same thing is tried again', () => {
    const draft = makeDraft();
    expect(keyFor(draft, 'one')).toBe(draft.key);
    const sent = reduceDraft(draft, { do: 'send', key: draft.key, fingerprint: 'one' });
    expect(keyFor(sent, 'one')).toBe(draft.key);
  });

  it('is a new one as soon as something else is sent', () => {
    const sent = makeDraft({ sent: 'one' });
    expect(keyFor(sent, 'another')).not.toBe(sent.key);
  });
});
