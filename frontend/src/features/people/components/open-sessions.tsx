import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Laptop, Smartphone } from 'lucide-react';
import type { OpenSession } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Loaded } from '../../../components/ui/loaded';
import { toast } from '../../../components/ui/toast';
import { formatAgo } from '../../../lib/format';
import { useEndSession } from '../mutations';
import { openSessionsQuery } from '../queries';

function Device({ device }: { device: OpenSession['device'] }) {
  if (device === 'phone') return <Trans>Phone</Trans>;
  if (device === 'computer') return <Trans>Computer</Trans>;
  return <Trans>Unknown device</Trans>;
}

function Row({ session }: { session: OpenSession }) {
  const { t } = useLingui();
  const end = useEndSession();
  const Icon = session.device === 'phone' ? Smartphone : Laptop;
  const seen = formatAgo(session.seen_at);
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-3">
      <Icon aria-hidden size={22} className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          <Device device={session.device} />
        </p>
        <p className="text-sm text-muted">
          {session.current ? <Trans>This one</Trans> : <Trans>Last used {seen}</Trans>}
        </p>
      </div>
      {!session.current && (
        <Button
          look="quiet"
          busy={end.isPending}
          onClick={() => end.mutate(session.id, { onSuccess: () => toast(t`Signed out there.`) })}
        >
          <Trans>Sign out there</Trans>
        </Button>
      )}
    </li>
  );
}

export function OpenSessions() {
  const query = useQuery(openSessionsQuery);
  return (
    <Loaded query={query} skeleton={<div className="skeleton h-24" />}>
      {({ items }) => (
        <ul className="card divide-y divide-line">
          {items.map((session) => (
            <Row key={session.id} session={session} />
          ))}
        </ul>
      )}
    </Loaded>
  );
}
