/** One network's app: how it stands, what to do there, what to copy back, and whether it works. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { AppPlace } from '../../api/types';
import { Button } from '../../components/ui/button';
import { EmptyState } from '../../components/ui/empty-state';
import { Loaded } from '../../components/ui/loaded';
import { networkName } from '../../components/ui/network-mark';
import { TaskHeading } from '../../components/ui/page';
import { Trouble } from '../../components/ui/trouble';
import { AppFacts } from '../../features/apps/admin/app-facts';
import { AppForm } from '../../features/apps/admin/app-form';
import { Findings } from '../../features/apps/admin/findings';
import { useTestApp } from '../../features/apps/admin/mutations';
import { appsQuery } from '../../features/apps/admin/queries';
import { RemoveApp } from '../../features/apps/admin/remove-app';

function Place({ place, name }: { place: AppPlace; name: string }) {
  const navigate = useNavigate();
  const test = useTestApp(place.network);
  const { app } = place;
  return (
    <div className="grid gap-8">
      {app && (
        <section className="card grid gap-4 p-4 sm:p-5">
          <AppFacts app={app} />
          <div className="flex flex-wrap gap-3">
            <Button look="outline" busy={test.isPending} onClick={() => test.mutate()}>
              <Trans>Test the app</Trans>
            </Button>
            <RemoveApp network={place.network} name={name} onRemoved={() => void navigate({ to: '/admin/apps' })} />
          </div>
        </section>
      )}
      {test.isError && <Trouble error={test.error} retry={() => test.mutate()} />}
      {test.data && !test.isPending && <Findings test={test.data} />}
      <AppForm
        place={place}
        name={name}
        onSaved={() => {
          window.scrollTo({ top: 0 });
          test.mutate();
        }}
      />
    </div>
  );
}

export function AppPage() {
  const { t } = useLingui();
  const { network } = useParams({ from: '/signed-in/admin/apps/$network' });
  const query = useQuery(appsQuery);
  const name = networkName(network);
  return (
    <>
      <TaskHeading
        title={t`${name}: your organisation’s app`}
        to="/admin/apps"
        back={t`Back to the networks`}
        lead={t`With it, people can let Fortaler post for them on ${name}.`}
      />
      <Loaded query={query} skeleton={<div className="skeleton h-80" />}>
        {(places) => {
          const place = places.find((one) => one.network === network);
          return place ? (
            <Place place={place} name={name} />
          ) : (
            <EmptyState title={<Trans>Nothing is registered here</Trans>}>
              <p>
                <Trans>This network needs no app of your own.</Trans>
              </p>
            </EmptyState>
          );
        }}
      </Loaded>
    </>
  );
}
