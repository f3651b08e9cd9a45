/** All stories of a programme, in every state. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { StoryState, StorySummary } from '../../api/types';
import { Badge } from '../../components/ui/badge';
import { buttonClass } from '../../components/ui/button';
import { RadioChip } from '../../components/ui/chip';
import { EmptyState } from '../../components/ui/empty-state';
import { Loaded } from '../../components/ui/loaded';
import { More } from '../../components/ui/more';
import { PageHeading } from '../../components/ui/page';
import { Table } from '../../components/ui/table';
import { STORY_STATES } from '../../features/stories/admin/states';
import { storiesQuery } from '../../features/stories/queries';
import { formatMoment, formatNumber } from '../../lib/format';
import { useProgramme } from './use-membership';

const FILTERS: StoryState[] = ['draft', 'in_review', 'scheduled', 'live', 'expired', 'withdrawn'];

function StateFilter({ state, onChange }: { state: StoryState | null; onChange: (state: StoryState | null) => void }) {
  const { t, i18n } = useLingui();
  return (
    <fieldset className="flex flex-wrap gap-2" aria-label={t`Show`}>
      <RadioChip name="state" checked={state === null} onChange={() => onChange(null)}>
        <Trans>All</Trans>
      </RadioChip>
      {FILTERS.map((one) => (
        <RadioChip key={one} name="state" checked={state === one} onChange={() => onChange(one)}>
          {i18n._(STORY_STATES[one].words)}
        </RadioChip>
      ))}
    </fieldset>
  );
}

function Times({ story }: { story: StorySummary }) {
  const from = story.publish_at && formatMoment(story.publish_at);
  const until = story.expires_at && formatMoment(story.expires_at);
  return (
    <span className="text-sm">
      {from && <Trans>From {from}</Trans>}
      {until && (
        <span className="block">
          <Trans>Until {until}</Trans>
        </span>
      )}
    </span>
  );
}

function Shares({ count }: { count: number | null }) {
  return count === null ? (
    <span className="text-muted">
      <Trans>hidden</Trans>
    </span>
  ) : (
    formatNumber(count)
  );
}

function Stories({ stories }: { stories: StorySummary[] }) {
  const { t, i18n } = useLingui();
  return (
    <Table
      caption={t`Stories`}
      rows={stories}
      rowKey={(story) => story.id}
      columns={[
        {
          key: 'title',
          head: <Trans>Story</Trans>,
          cell: (story) => (
            <Link
              to="/admin/stories/$storyId"
              params={{ storyId: story.id }}
              className="link inline-block py-1"
              lang={story.language}
            >
              {story.title || t`Without a title`}
            </Link>
          ),
        },
        {
          key: 'state',
          head: <Trans>State</Trans>,
          cell: (story) => (
            <Badge tone={STORY_STATES[story.state].tone}>{i18n._(STORY_STATES[story.state].words)}</Badge>
          ),
        },
        { key: 'languages', head: <Trans>Languages</Trans>, cell: (story) => story.languages.join(', ') },
        {
          key: 'times',
          head: <Trans>Times</Trans>,
          cell: (story) => (story.publish_at || story.expires_at) && <Times story={story} />,
        },
        { key: 'shares', head: <Trans>Shares</Trans>, numeric: true, cell: (story) => <Shares count={story.shares} /> },
      ]}
    />
  );
}

export function StoriesPage() {
  const { t } = useLingui();
  const programme = useProgramme();
  const { state = null } = useSearch({ from: '/signed-in/admin/stories' });
  const navigate = useNavigate();
  const query = useInfiniteQuery(storiesQuery(programme.id, state));
  const show = (next: StoryState | null) =>
    void navigate({ to: '.', search: (before) => ({ ...before, state: next ?? undefined }), replace: true });
  const create = (
    <Link to="/admin/stories/new" className={buttonClass()}>
      <Plus aria-hidden size={20} />
      <Trans>New story</Trans>
    </Link>
  );
  return (
    <>
      <div className="mb-5 flex flex-wrap items-start justify-between gap-3">
        <PageHeading title={t`Stories`} lead={programme.name} className="mb-0" />
        {create}
      </div>
      <div className="grid gap-5">
        <StateFilter state={state} onChange={show} />
        <Loaded query={query} skeleton={<div className="skeleton h-80" />}>
          {({ pages }) => {
            const stories = pages.flatMap((page) => page.items);
            return stories.length > 0 ? (
              <Stories stories={stories} />
            ) : (
              <EmptyState
                title={state ? <Trans>No stories in this state</Trans> : <Trans>No stories yet</Trans>}
                action={state ? undefined : create}
              >
                <p>
                  <Trans>Paste the address of a page, or write a story from scratch.</Trans>
                </p>
              </EmptyState>
            );
          }}
        </Loaded>
        <More pages={query}>
          <Trans>Show more</Trans>
        </More>
      </div>
    </>
  );
}
