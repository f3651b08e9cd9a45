/** The same posts seen two ways: how far they have come, and where they are. Small groups are hidden, and it is said. */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Outcomes, PostState } from '../../../api/types';
import { NetworkMark, networkName } from '../../../components/ui/network-mark';
import { Table } from '../../../components/ui/table';
import { formatNumber } from '../../../lib/format';

const STATES: Record<PostState, MessageDescriptor> = {
  draft: msg`Draft`,
  in_review: msg`Waits for approval`,
  scheduled: msg`Planned`,
  claimed: msg`On its way`,
  sending: msg`On its way`,
  published: msg`Posted, confirmed by the network`,
  retry_wait: msg`Tries again`,
  needs_reconnect: msg`Waits for a profile to be connected again`,
  refused: msg`Refused by the network`,
  unknown: msg`Uncertain, being checked`,
  ask_person: msg`Uncertain, the author is asked`,
  cancelled: msg`Cancelled by the author`,
  withdrawn: msg`Stopped because the story was withdrawn`,
  missed: msg`Time passed before it could be sent`,
  held: msg`On hold`,
  prepared: msg`Made ready, not posted yet`,
  opened: msg`Network opened, not yet answered`,
  declared: msg`Posted, as the author says`,
};

function Count({ count }: { count: number | null }) {
  return count === null ? (
    <span className="text-muted">
      <Trans>hidden</Trans>
    </span>
  ) : (
    formatNumber(count)
  );
}

export function PostsByState({ rows }: { rows: Outcomes['posts_by_state'] }) {
  const { t, i18n } = useLingui();
  return (
    <Table
      caption={t`Posts by state`}
      rows={rows}
      rowKey={(row) => row.state}
      columns={[
        { key: 'state', head: <Trans>State</Trans>, cell: (row) => i18n._(STATES[row.state]) },
        { key: 'count', head: <Trans>Posts</Trans>, numeric: true, cell: (row) => <Count count={row.count} /> },
      ]}
    />
  );
}

export function ByNetwork({ rows }: { rows: Outcomes['by_network'] }) {
  const { t } = useLingui();
  return (
    <Table
      caption={t`Posts and clicks by network`}
      rows={rows}
      rowKey={(row) => row.network}
      columns={[
        {
          key: 'network',
          head: <Trans>Network</Trans>,
          cell: (row) => (
            <span className="flex items-center gap-2">
              <NetworkMark network={row.network} size={22} />
              {networkName(row.network)}
            </span>
          ),
        },
        { key: 'posts', head: <Trans>Posts</Trans>, numeric: true, cell: (row) => <Count count={row.posts} /> },
        { key: 'clicks', head: <Trans>Clicks</Trans>, numeric: true, cell: (row) => <Count count={row.clicks} /> },
      ]}
    />
  );
}
