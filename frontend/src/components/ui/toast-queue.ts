/** Receipts that wait to be shown: anyone may add one, the toaster takes them. */

export type ToastAct = { label: string; run: () => void };
export type ToastWords = { words: string; act?: ToastAct; lasting?: boolean };

const waiting: ToastWords[] = [];
const listeners = new Set<() => void>();
let wanted = false;

/** Shows a receipt for a few seconds; a lasting one stays until it is closed. */
export function toast(words: string, more: Omit<ToastWords, 'words'> = {}): void {
  waiting.push({ words, ...more });
  wanted = true;
  for (const listener of listeners) listener();
}

/** Hands over what waits to be shown; the toaster calls it. */
export const takeToasts = (): ToastWords[] => waiting.splice(0);

/** Whether anything has been said yet: until then nothing needs to be drawn. */
export const toastsWanted = (): boolean => wanted;

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
