import { Trans } from '@lingui/react/macro';
import { ConnectList } from './connect-list';

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
      <ConnectList returnTo={returnTo} />
    </section>
  );
}
