/** What stands in the way of sharing, found on the spot: each with the control it belongs to. */
import { plural, t } from '@lingui/core/macro';
import type { Profile } from '../../api/types';
import type { FormError } from '../../hooks/use-app-form';
import { wallTime } from '../../lib/wall-time';
import { type Draft, wordsFor } from './draft';

export type ComposerIds = { profiles: string; words: string; when: string; address: string };

/** One profile that is chosen, what its place is called, and how much of its room the post takes; null is no known limit. */
export type Room = { profile: Profile; name: string; used: number; max: number | null };

export const excess = ({ used, max }: Room): number => (max === null ? 0 : Math.max(0, used - max));

const isWebAddress = (address: string): boolean => /^https?:\/\/[^\s.]+\.[^\s]+$/i.test(address);

const lengthMistake = (room: Room): string => {
  const { name } = room;
  const over = excess(room);
  return plural(over, { one: `${name}: # character too long`, other: `${name}: # characters too long` });
};

export function findMistakes(draft: Draft, rooms: Room[], zone: string, now: Date, ids: ComposerIds): FormError[] {
  const mistakes: FormError[] = [];
  const add = (id: string, message: string) => mistakes.push({ id, message });
  if (rooms.length === 0) add(ids.profiles, t`Choose at least one place to share`);
  const silent =
    rooms.length === 0
      ? draft.text.trim() === ''
      : rooms.some(({ profile }) => wordsFor(draft, profile.id).trim() === '');
  if (silent) add(ids.words, t`Write at least one word of your own`);
  for (const room of rooms) if (excess(room) > 0) add(ids.words, lengthMistake(room));
  if (draft.address.trim() && !isWebAddress(draft.address.trim()))
    add(ids.address, t`Write the whole address, starting with https://`);
  if (draft.at === '') add(ids.when, t`Choose a day and a time`);
  else if (draft.at !== null && draft.at <= wallTime(now, zone)) add(ids.when, t`Choose a time that has not passed`);
  return mistakes;
}
