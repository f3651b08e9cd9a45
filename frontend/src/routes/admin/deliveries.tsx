/** What goes out, what waits and what stops it, and the switch that stops it all. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button';
import { EmptyState } from '../../components/ui/empty-state';
import { Loaded } from '../../components/ui/loaded';
import { PageHeading } from '../../components/ui/page';
import { NetworkTable } from '../../features/deliveries/admin/network-table';
import { deliveriesQuery } from '../../features/deliveries/admin/queries';
import { StopDialog, type StopWish } from '../../features/deliveries/admin/stop';
import { Stops } from '../../features/deliveries/admin/stops';
import { Verdict } from '../../features/deliveries/admin/verdict';
import { networksQuery } from '../../features/profiles/queries';

export function DeliveriesPage() {
  const { t } = useLingui();
  const query = useQuery(deliveriesQuery);
  const networks = useQuery(networksQuery);
  const [stopping, setStopping] = useState<StopWish | null>(null);
  const stoppable = networks.data?.filter(({ mode }) => mode === 'api').map(({ key }) => key) ?? [];
  return (
    <>
      <div className="mb-5 flex flex-wrap items-start justify-between gap-3">
        <PageHeading
          title={t`Delivery`}
          lead={t`What goes out on people’s profiles, in all programmes together.`}
          className="mb-0"
        />
        <Button look="danger" onClick={() => setStopping({ network: '' })}>
          <OctagonX aria-hidden size={20} />
          <Trans>Stop posts</Trans>
        </Button>
      </div>
      <Loaded query={query} skeleton={<div className="skeleton h-80" />}>
        {(deliveries) => (
          <div className="grid gap-8">
            <Verdict deliveries={deliveries} />
            <Stops deliveries={deliveries} />
            {deliveries.networks.length > 0 ? (
              <NetworkTable deliveries={deliveries} onStop={(network) => setStopping({ network })} />
            ) : (
              <EmptyState title={<Trans>No posts yet</Trans>}>
                <p>
                  <Trans>When people share, you see here how many posts wait, go out, or are refused.</Trans>
                </p>
              </EmptyState>
            )}
          </div>
        )}
      </Loaded>
      {stopping && <StopDialog {...stopping} networks={stoppable} onClose={() => setStopping(null)} />}
    </>
  );
}
