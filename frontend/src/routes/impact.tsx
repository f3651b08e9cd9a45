/** One's own numbers, as they stand now. Nobody else sees them. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Impact } from '../api/types';
import { LineChart } from '../components/charts/line-chart';
import { FigureGrid } from '../components/figures/figure-card';
import { buttonClass } from '../components/ui/button';
import { EmptyState } from '../components/ui/empty-state';
import { Loaded } from '../components/ui/loaded';
import { PageHeading } from '../components/ui/page';
import { Period } from '../components/ui/period';
import { PostNumbers } from '../features/impact/components/post-numbers';
import { impactQuery } from '../features/impact/queries';
import { formatShortDay } from '../lib/format';

/** The period in one sentence; nothing where nothing is known. */
function Sentence({ impact }: { impact: Impact }) {
  const of = (key: string) => impact.figures.find((one) => one.key === key)?.value ?? null;
  const [clicks, visitors] = [of('clicks'), of('visitors')];
  const { days } = impact;
  if (clicks === null || visitors === null) return null;
  return (
    <p className="mb-4 max-w-[40ch] text-xl leading-snug">
      <Trans>
        In {days} days your links brought <Plural value={clicks} one="# click" other="# clicks" /> from{' '}
        <Plural value={visitors} one="# visitor" other="# visitors" />.
      </Trans>
    </p>
  );
}

/** The question, its answer in a sentence, and the same day by day. */
function Answer({ impact }: { impact: Impact }) {
  const { t } = useLingui();
  const { series } = impact;
  if (series.length === 0) return null;
  return (
    <section className="card p-4 sm:p-6">
      <h2 className="mb-2 text-base text-muted">
        <Trans>How many came by your links?</Trans>
      </h2>
      <Sentence impact={impact} />
      <LineChart
        title={t`Clicks and visitors per day`}
        firstColumn={t`Day`}
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
    </section>
  );
}

function Numbers({ impact }: { impact: Impact }) {
  if (impact.posts.length === 0)
    return (
      <EmptyState
        title={<Trans>No posts in this period</Trans>}
        action={
          <Link to="/" className={buttonClass()}>
            <Trans>Find a story</Trans>
          </Link>
        }
      >
        <p>
          <Trans>When you have shared something, you can follow here how it is received.</Trans>
        </p>
      </EmptyState>
    );
  return (
    <>
      <Answer impact={impact} />
      <FigureGrid figures={impact.figures} />
      <section>
        <h2 className="mb-3">
          <Trans>Your posts</Trans>
        </h2>
        <PostNumbers posts={impact.posts} />
      </section>
    </>
  );
}

export function ImpactPage() {
  const { t } = useLingui();
  const [days, setDays] = useState(28);
  const query = useQuery(impactQuery(days));
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-4 lg:mb-7">
        <PageHeading title={t`My reach`} lead={t`Only you can see your own numbers.`} className="" />
        <Period days={days} onChange={setDays} />
      </div>
      <div className="grid gap-8">
        <Loaded query={query} skeleton={<div className="skeleton h-[60vh]" />}>
          {(impact) => <Numbers impact={impact} />}
        </Loaded>
      </div>
    </>
  );
}
