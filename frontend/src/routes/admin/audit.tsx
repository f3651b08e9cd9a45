/** Who did what, when. Nobody can change it afterwards. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEvent } from '../../api/types';
import { EmptyState } from '../../components/ui/empty-state';
import { Loaded } from '../../components/ui/loaded';
import { More } from '../../components/ui/more';
import { PageHeading } from '../../components/ui/page';
import { Table } from '../../components/ui/table';
import { eventsQuery } from '../../features/audit/admin/queries';
import { VERBS } from '../../features/audit/admin/words';
import { formatMoment } from '../../lib/format';

function Who({ actor }: { actor: AuditEvent['actor'] }) {
  if (actor.name) return actor.name;
  return actor.kind === 'person' ? (
    <span className="text-muted">
      <Trans>Someone who is no longer here</Trans>
    </span>
  ) : (
    <span className="text-muted">
      <Trans>Fortaler itself</Trans>
    </span>
  );
}

function Log({ events }: { events: AuditEvent[] }) {
  const { t, i18n } = useLingui();
  return (
    <Table
      caption={t`Log`}
      rows={events}
      rowKey={(event) => event.id}
      columns={[
        {
          key: 'verb',
          head: <Trans>What</Trans>,
          cell: ({ verb }) => {
            const words = VERBS[verb];
            return words ? i18n._(words) : <code>{verb}</code>;
          },
        },
        { key: 'subject', head: <Trans>About</Trans>, cell: (event) => event.subject.name },
        { key: 'actor', head: <Trans>By</Trans>, cell: (event) => <Who actor={event.actor} /> },
        {
          key: 'at',
          head: <Trans>When</Trans>,
          cell: (event) => (
            <time dateTime={event.at} className="whitespace-nowrap">
              {formatMoment(event.at)}
            </time>
          ),
        },
        { key: 'sequence', head: <Trans>No.</Trans>, numeric: true, cell: (event) => event.sequence },
      ]}
    />
  );
}

export function AuditPage() {
  const { t } = useLingui();
  const query = useInfiniteQuery(eventsQuery);
  return (
    <>
      <PageHeading
        title={t`Log`}
        lead={t`Who did what, and when. Each line is chained to the one before, so that none can be changed or taken out unseen.`}
      />
      <div className="grid gap-5">
        <Loaded query={query} skeleton={<div className="skeleton h-80" />}>
          {({ pages }) => {
            const events = pages.flatMap((page) => page.items);
            return events.length > 0 ? (
              <Log events={events} />
            ) : (
              <EmptyState title={<Trans>Nothing has happened yet</Trans>}>
                <p>
                  <Trans>Everything that changes people, stories or settings will stand here.</Trans>
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
