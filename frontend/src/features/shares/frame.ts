/** What the network and the programme put around a person's own words: the disclosure before, the link after. */
import type { PostCheck } from '../../api/types';

export type Frame = { before: string; after: string };

/** What the server said of one post, and the frame it put around the words that were asked about. */
export type Checked = { check: PostCheck; frame: Frame };

export const NO_FRAME: Frame = { before: '', after: '' };

/** Finds the person's words in the text as it would be posted. Without words yet, the disclosure stands first. */
export function frameOf(check: PostCheck, words: string): Frame {
  const whole = check.rendered.text;
  const own = words.trim();
  if (own === '') {
    const before = check.disclosure && whole.startsWith(check.disclosure) ? `${check.disclosure}\n\n` : '';
    return { before, after: whole.slice(before.length) && `\n\n${whole.slice(before.length).trim()}` };
  }
  const at = whole.indexOf(own);
  if (at < 0) return NO_FRAME;
  return { before: whole.slice(0, at), after: whole.slice(at + own.length) };
}

/** The text as it would be posted with these words in the frame. */
export const fillFrame = ({ before, after }: Frame, words: string): string => `${before}${words.trim()}${after}`.trim();

/** Length has a line of its own, and missing words are only said when the person tries to share. */
export const SAID_ELSEWHERE = new Set(['text-too-long', 'text-missing']);

/** The network would not take it, and not for its length. */
export const isRefused = (checked: Checked | null): boolean =>
  checked?.check.issues.some(({ severity, type }) => severity === 'error' && !SAID_ELSEWHERE.has(type)) ?? false;
