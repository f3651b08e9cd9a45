/** Drafts on this device, one for each person and story. They outlive reloads, errors and signing out. */
import { forget, recall, remember } from '../../lib/storage';
import { type Draft, emptyDraft } from './draft';

const VERSION = 1;
type Kept = { version: number; draft: Draft };

const keyOf = (personId: string, storyId: string | null) => `draft:${personId}:${storyId ?? 'own'}`;

export function loadDraft(personId: string, storyId: string | null): Draft | null {
  const kept = recall<Kept>(keyOf(personId, storyId));
  return kept?.version === VERSION ? emptyDraft(kept.draft) : null;
}

/** False when the device would not keep it. */
export const saveDraft = (personId: string, storyId: string | null, draft: Draft): boolean =>
  remember(keyOf(personId, storyId), { version: VERSION, draft } satisfies Kept);

export const dropDraft = (personId: string, storyId: string | null): void => forget(keyOf(personId, storyId));

/** Where the person last shared: the most likely place next time. */
export const lastProfiles = (personId: string): string[] => recall<string[]>(`last-profiles:${personId}`) ?? [];

export const rememberProfiles = (personId: string, profiles: string[]): boolean =>
  remember(`last-profiles:${personId}`, profiles);
