/** The pictures of a post: which go along, in which order, and how many the chosen places take. Pure. */
import type { Asset, Profile } from '../../api/types';
import type { ComposerStory } from './compose';
import type { Draft, DraftPicture } from './draft';

/** What the server takes in one share. */
const MOST = 20;

export const pictureOf = ({ id, url, alt }: Asset): DraftPicture => ({ id, url, alt });

export const picturesOf = (draft: Draft, story: ComposerStory | null): DraftPicture[] =>
  draft.pictures ?? (story?.asset ? [pictureOf(story.asset)] : []);

/** As many as the place takes that takes most; others say which of them they leave out. */
export const mostPictures = (profiles: Profile[]): number =>
  Math.min(MOST, Math.max(...profiles.map((one) => one.limits.images), profiles.length === 0 ? MOST : 0));

/** The pictures with this one a place earlier (-1) or later (1), where there is one. */
export function movePicture(pictures: DraftPicture[], at: number, by: -1 | 1): DraftPicture[] {
  const moved = [...pictures];
  const [one] = moved.splice(at, 1);
  if (one) moved.splice(Math.max(0, at + by), 0, one);
  return moved;
}

export const describePicture = (pictures: DraftPicture[], id: string, alt: string): DraftPicture[] =>
  pictures.map((one) => (one.id === id ? { ...one, alt } : one));
