import type { AnyRouter } from '@tanstack/react-router';

const PATIENCE_MS = 4_000;

/** Gives the focus to the heading of the page that was moved to, as soon as it is drawn, so that it is read aloud. */
export function focusHeadingAfterMoves(router: Pick<AnyRouter, 'subscribe'>): void {
  router.subscribe('onResolved', ({ fromLocation, pathChanged }) => {
    if (!fromLocation || !pathChanged) return;
    const stop = performance.now() + PATIENCE_MS;
    const look = () => {
      const heading = document.querySelector<HTMLElement>('main h1');
      if (heading) heading.focus({ preventScroll: true });
      else if (performance.now() < stop) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
