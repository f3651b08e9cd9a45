/** Short receipts in the corner. The part that draws them is fetched with the first one, to keep the first load small. */
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { subscribeToToasts, toastsWanted } from './toast-queue';

export { toast } from './toast-queue';

const Toaster = lazy(() => import('./toaster'));

export function ToastOutlet(): ReactNode {
  const show = useSyncExternalStore(subscribeToToasts, toastsWanted);
  return show ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}
