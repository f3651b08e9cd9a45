/** What the programme brings: the first screen for whoever runs it. Totals only, never people. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Outcomes } from '../../api/types';
import { LineChart } from '../../components/charts/line-chart';
import { FigureGrid } from '../../components/figures/figure-card';
import { Loaded } from '../../components/ui/loaded';
import { PageHeading } from '../../components/ui/page';
import { Period } from '../../components/ui/period';
import { ByNetwork, PostsByState } from '../../features/outcomes/admin/breakdowns';
import { Headline } from '../../features/outcomes/admin/headline';
import { Waiting } from '../../features/outcomes/admin/waiting';
import { outcomesQuery } from '../../features/outcomes/queries';
import { formatDay, formatShortDay } from '../../lib/format';
import { useMembership } from './use-membership';

function Panel({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="card min-w-0 p-4 sm:p-5">
      <h2 className="mb-3">{title}</h2>
      {children}
    </section>
  );
}

function View({ outcomes }: { outcomes: Outcomes }) {
  const { t } = useLingui();
  const { series, min_group_size: minGroup } = outcomes;
  const until = formatDay(outcomes.until);
  return (
    <>
      <div>
        <Headline outcomes={outcomes} />
        <p className="mt-2 text-sm text-muted">
          <Trans>Up to and including {until}</Trans>
          {' · '}
          <Trans>groups of fewer than {minGroup} are hidden, so that nobody can be picked out</Trans>
        </p>
      </div>
      <Waiting waiting={outcomes.waiting} />
      <FigureGrid figures={outcomes.figures} minGroup={minGroup} />
      {series.length > 0 && (
        <Panel title={<Trans>How many came by the links?</Trans>}>
          <LineChart
            title={t`Clicks and visitors per day`}
            firstColumn={t`Day`}
            missing={t`hidden`}
            labels={series.map(({ day }) => formatShortDay(day))}
            series={[
              { key: 'clicks', label: t`Clicks`, colour: 'var(--chart-1)', values: series.map((one) => one.clicks) },
              {
                key: 'visitors',
                label: t`Visitors`,
                colour: 'var(--chart-2)',
                dash: '7 5',
                values: series.map((one) => one.visitors),
              },
            ]}
          />
        </Panel>
      )}
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Panel title={<Trans>How far did the posts come?</Trans>}>
          <PostsByState rows={outcomes.posts_by_state} />
        </Panel>
        <Panel title={<Trans>Where do people share?</Trans>}>
          <ByNetwork rows={outcomes.by_network} />
        </Panel>
      </div>
    </>
  );
}

function Report({ programmeId, name }: { programmeId: string; name: string }) {
  const { t } = useLingui();
  const { days = 28 } = useSearch({ from: '/signed-in/admin/' });
  const navigate = useNavigate();
  const query = useQuery(outcomesQuery(programmeId, days));
  return (
    <>
      <PageHeading title={t`Outcomes`} lead={name} />
      <div className="grid gap-6">
        <div className="max-w-md">
          <Period
            days={days}
            onChange={(next) =>
              void navigate({ to: '/admin', search: (before) => ({ ...before, days: next }), replace: true })
            }
          />
        </div>
        <Loaded query={query} skeleton={<div className="skeleton h-[70vh]" />}>
          {(outcomes) => <View outcomes={outcomes} />}
        </Loaded>
      </div>
    </>
  );
}

/** Curators have no right to the numbers: their first room is the stories. */
export function OutcomesPage() {
  const membership = useMembership();
  if (!membership?.scopes.includes('outcomes:read')) return <Navigate to="/admin/stories" replace />;
  return <Report programmeId={membership.programme.id} name={membership.programme.name} />;
}
