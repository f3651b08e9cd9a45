/** The service worker: opens the app without a connection, and keeps personal reads only while someone is signed in. */

const PERSONAL = ['personal-reads', 'personal-pictures'];

/** Empties what the worker keeps of one person's reads; at every sign-in and sign-out. */
export async function forgetPersonalReads(): Promise<void> {
  if (!('caches' in globalThis)) return;
  await Promise.all(PERSONAL.map((name) => caches.delete(name)));
}

/** Registers the worker. `onWaiting` hears that a new version is ready, with the way to take it. */
export async function registerServiceWorker(onWaiting: (takeIt: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // Where a browser refuses workers, all else works; only not without a connection.
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => null);
  if (!registration) return;
  const offer = (worker: ServiceWorker) =>
    onWaiting(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      worker.postMessage({ type: 'SKIP_WAITING' });
    });
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) offer(worker);
    });
  });
}
