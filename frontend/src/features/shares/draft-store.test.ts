import { describe, expect, it, vi } from 'vitest';
import { makeDraft } from '../../testing/fakes';
import { dropDraft, lastProfiles, loadDraft, rememberProfiles, saveDraft } from './draft-store';

describe('a draft on this device', () => {
  it('is there again after a reload, for the same person and story only', () => {
    const draft = makeDraft({ text: 'At three in the morning' });
    expect(saveDraft('mette', 'story-1', draft)).toBe(true);
    expect(loadDraft('mette', 'story-1')).toEqual(draft);
    expect(loadDraft('mette', 'story-2')).toBeNull();
    expect(loadDraft('mette', null)).toBeNull();
    expect(loadDraft('jonas', 'story-1')).toBeNull();
  });

  it('is gone once it is dropped', () => {
    saveDraft('mette', null, makeDraft({ text: 'Mine' }));
    dropDraft('mette', null);
    expect(loadDraft('mette', null)).toBeNull();
  });

  it('of another version, or spoilt, is no draft', () => {
    localStorage.setItem('draft:mette:story-1', JSON.stringify({ version: 0, draft: makeDraft() }));
    localStorage.setItem('draft:mette:story-2', '{"version":1,"dra');
    expect(loadDraft('mette', 'story-1')).toBeNull();
    expect(loadDraft('mette', 'story-2')).toBeNull();
  });

  it('says so where the device refuses to keep it', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(saveDraft('mette', 'story-1', makeDraft())).toBe(false);
  });
});

it('where one shared last is remembered for each person', () => {
  rememberProfiles('mette', ['bluesky-1']);
  expect([lastProfiles('mette'), lastProfiles('jonas')]).toEqual([['bluesky-1'], []]);
});
