/** The networks at which the organisation needs an app of its own, and how it stands with each. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { AppPlace } from '../../api/types';
import { Badge } from '../../components/ui/badge';
import { EmptyState } from '../../components/ui/empty-state';
import { Loaded } from '../../components/ui/loaded';
import { NetworkMark, networkName } from '../../components/ui/network-mark';
import { PageHeading } from '../../components/ui/page';
import { appsQuery } from '../../features/apps/admin/queries';
import { modeWords } from '../../features/apps/admin/words';

function State({ place }: { place: AppPlace }) {
  if (!place.app) return <Badge>{<Trans>People post themselves</Trans>}</Badge>;
  return place.app.tested_at ? (
    <Badge tone="good">
      <Trans>Registered</Trans>
    </Badge>
  ) : (
    <Badge tone="warn">
      <Trans>Not tested yet</Trans>
    </Badge>
  );
}

function Row({ place }: { place: AppPlace }) {
  const { i18n } = useLingui();
  const { network, app } = place;
  return (
    <li>
      <Link
        to="/admin/apps/$network"
        params={{ network }}
        className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-sunken"
      >
        <NetworkMark network={network} size={32} />
        <span className="min-w-0 flex-1 basis-40">
          <span className="block font-semibold">{networkName(network)}</span>
          {app && <span className="block text-sm text-muted">{i18n._(modeWords(network, app.mode).name)}</span>}
        </span>
        <State place={place} />
        <ChevronRight aria-hidden size={20} className="shrink-0 text-muted" />
      </Link>
    </li>
  );
}

export function AppsPage() {
  const { t } = useLingui();
  const query = useQuery(appsQuery);
  return (
    <>
      <PageHeading
        title={t`Networks`}
        lead={t`Some networks only let people connect through an app that belongs to your organisation. You make it there once; until then people post themselves.`}
      />
      <Loaded query={query} skeleton={<div className="skeleton h-72 max-w-[48rem]" />}>
        {(places) =>
          places.length > 0 ? (
            <ul className="card max-w-[48rem] divide-y divide-line overflow-hidden">
              {places.map((place) => (
                <Row key={place.network} place={place} />
              ))}
            </ul>
          ) : (
            <EmptyState title={<Trans>Nothing to register</Trans>}>
              <p>
                <Trans>All networks that this installation knows can be connected without an app of your own.</Trans>
              </p>
            </EmptyState>
          )
        }
      </Loaded>
    </>
  );
}
