/** Short receipts in the corner. The part that draws them is fetched with the first one, to keep the first load small. */
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react';

export type ToastAct = { label: string; run: () => void };
export type ToastWords = { words: string; act?: ToastAct; lasting?: boolean };

const Toaster = lazy(() => import('./toaster'));
const waiting: ToastWords[] = [];
const listeners = new Set<() => void>();
let wanted = false;

const announce = () => {
  for (const listener of listeners) listener();
};

/** Shows a receipt for a few seconds; a lasting one stays until it is closed. */
export function toast(words: string, more: Omit<ToastWords, 'words'> = {}): void {
  waiting.push({ words, ...more });
  wanted = true;
  announce();
}

/** Hands over what waits to be shown; the toaster calls it. */
export const takeToasts = (): ToastWords[] => waiting.splice(0);

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function ToastOutlet(): ReactNode {
  const show = useSyncExternalStore(subscribeToToasts, () => wanted);
  return show ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}
