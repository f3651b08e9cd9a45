/** What a person is about to share, as it is kept on their device until it is sent. */
import { newKey } from '../../lib/ids';

/** A picture that goes along, and what it shows, for people who cannot see it. */
export type DraftPicture = { id: string; url: string; alt: string };

export type Draft = {
  /** The words for every profile that has none of its own. */
  text: string;
  /** Words for one profile alone, by profile id. */
  own: Record<string, string>;
  /** The profiles chosen, by id. */
  profiles: string[];
  /** In the order in which they are posted; null until the person changes anything, which is the story's own. */
  pictures: DraftPicture[] | null;
  link: boolean;
  /** Whether the link comes along on X too, where it makes a post thirteen times as dear for the organisation. */
  xLink: boolean;
  /** The address to link to, when there is no story that brings one. */
  address: string;
  warning: string;
  unlisted: boolean;
  /** Wall time in the person's zone; null is now, empty is still to be chosen. */
  at: string | null;
  /** Whether that is a time we suggested, which gives way to colleagues' posts of the story. */
  spread: boolean;
  question: number;
  programmeId: string;
  /** Sent with the share, so that trying again after a lost answer has one effect. */
  key: string;
  /** What the key was last sent with. */
  sent: string | null;
};

export type DraftAction =
  | { do: 'write'; text: string; profileId: string | null }
  | { do: 'part'; profileId: string }
  | { do: 'unite'; profileId: string }
  | { do: 'choose'; profileId: string; on: boolean }
  /** `before` is what stood there when nothing had been changed yet. */
  | { do: 'add picture'; picture: DraftPicture; before: DraftPicture[] }
  | { do: 'set'; values: Partial<Omit<Draft, 'text' | 'own' | 'profiles' | 'key' | 'sent'>> }
  | { do: 'send'; key: string; fingerprint: string };

export function emptyDraft(values: Pick<Draft, 'profiles' | 'programmeId'> & Partial<Draft>): Draft {
  return {
    text: '',
    own: {},
    pictures: null,
    link: true,
    xLink: true,
    address: '',
    warning: '',
    unlisted: false,
    at: null,
    spread: false,
    question: 0,
    key: newKey(),
    sent: null,
    ...values,
  };
}

/** The words as they stand for one profile. */
export const wordsFor = (draft: Draft, profileId: string): string => draft.own[profileId] ?? draft.text;

/** Whether anything has been written that would be a loss. */
export const hasWords = (draft: Draft): boolean =>
  [draft.text, ...Object.values(draft.own)].some((words) => words.trim() !== '');

function without<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
  const { [key]: _, ...rest } = record;
  return rest;
}

export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.do) {
    case 'write':
      return action.profileId !== null && action.profileId in draft.own
        ? { ...draft, own: { ...draft.own, [action.profileId]: action.text } }
        : { ...draft, text: action.text };
    case 'part':
      return { ...draft, own: { ...draft.own, [action.profileId]: draft.text } };
    case 'unite':
      return { ...draft, own: without(draft.own, action.profileId) };
    case 'choose': {
      const others = draft.profiles.filter((id) => id !== action.profileId);
      return { ...draft, profiles: action.on ? [...others, action.profileId] : others };
    }
    case 'add picture':
      return { ...draft, pictures: [...(draft.pictures ?? action.before), action.picture] };
    case 'set':
      return { ...draft, ...action.values };
    case 'send':
      return { ...draft, key: action.key, sent: action.fingerprint };
  }
}

/** The key to send with: the same as long as the very same thing is tried again, else a new one. */
export const keyFor = (draft: Draft, fingerprint: string): string =>
  draft.sent === null || draft.sent === fingerprint ? draft.key : newKey();

/** What is added to a text by a suggestion: the whole of it when empty, else a new paragraph after the person's own words. */
export const addWords = (text: string, more: string): string => (text.trim() ? `${text.trimEnd()}\n\n${more}` : more);
