import { Trans } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';

/** The forms come when they are needed: most people have connected long ago. */
const ConnectList = lazy(async () => ({ default: (await import('./connect-list')).ConnectList }));

/** Shown in the composer while there is nowhere to share; what has been written meanwhile is kept. */
export function AddProfile({ returnTo }: { returnTo: string }) {
  return (
    <section className="grid gap-3">
      <h2>
        <Trans>Where do you know people?</Trans>
      </h2>
      <p className="text-muted">
        <Trans>Add one place to share. It takes a minute, and what you write here is kept meanwhile.</Trans>
      </p>
      <Suspense fallback={<div className="skeleton h-72" />}>
        <ConnectList returnTo={returnTo} compact />
      </Suspense>
    </section>
  );
}
