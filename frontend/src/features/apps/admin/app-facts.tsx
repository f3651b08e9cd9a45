import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { AppPlace } from '../../../api/types';
import { formatDay, formatMoment, formatNumber } from '../../../lib/format';

type App = NonNullable<AppPlace['app']>;

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="font-semibold [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** How it stands with an app: since when, whether it works, whether it is used. */
export function AppFacts({ app }: { app: App }) {
  return (
    <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
      <Fact name={<Trans>Registered</Trans>}>{formatDay(app.registered_at)}</Fact>
      <Fact name={<Trans>Last tested</Trans>}>
        {app.tested_at ? formatMoment(app.tested_at) : <Trans>Not tested yet</Trans>}
      </Fact>
      <Fact name={<Trans>Somebody last connected</Trans>}>
        {app.used_at ? formatMoment(app.used_at) : <Trans>Nobody yet</Trans>}
      </Fact>
      <Fact name={<Trans>Connected profiles</Trans>}>
        {app.profiles === null ? <Trans>fewer than five</Trans> : formatNumber(app.profiles)}
      </Fact>
    </dl>
  );
}
