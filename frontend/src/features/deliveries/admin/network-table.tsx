/** How many posts are where, network by network. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Deliveries } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { NetworkMark, networkName } from '../../../components/ui/network-mark';
import { type Column, Table } from '../../../components/ui/table';
import { formatNumber } from '../../../lib/format';
import { BudgetLeft } from './budget-left';

type Row = Deliveries['networks'][number];

/** A nought is quiet, and what somebody should look at is not. */
function Count({ value, loud = false }: { value: number; loud?: boolean }) {
  const look = value === 0 ? 'text-muted' : loud ? 'font-bold text-danger' : 'font-semibold';
  return <span className={look}>{formatNumber(value)}</span>;
}

function Beside({ children }: { children: ReactNode }) {
  return <span className="block w-full text-sm whitespace-nowrap text-danger">{children}</span>;
}

function useColumns(onStop: (network: string) => void, stopped: ReadonlySet<string>): Column<Row>[] {
  const { t } = useLingui();
  const count = (key: string, head: ReactNode, of: (row: Row) => number, loud = false): Column<Row> => ({
    key,
    head,
    numeric: true,
    cell: (row) => <Count value={of(row)} loud={loud} />,
  });
  return [
    {
      key: 'network',
      head: <Trans>Network</Trans>,
      cell: ({ network }) => (
        <span className="flex items-center gap-2">
          <NetworkMark network={network} size={24} />
          {networkName(network)}
        </span>
      ),
    },
    {
      key: 'waiting',
      head: <Trans>Waiting</Trans>,
      numeric: true,
      cell: ({ waiting, late }) => (
        <>
          <Count value={waiting} />
          {late > 0 && (
            <Beside>
              <Plural value={late} one="# late" other="# late" />
            </Beside>
          )}
        </>
      ),
    },
    count('sending', <Trans>Being sent</Trans>, (row) => row.sending),
    count('held', <Trans>Stopped</Trans>, (row) => row.held),
    count('unknown', <Trans>Being checked</Trans>, (row) => row.unknown),
    count('people', <Trans>Waits for people</Trans>, (row) => row.ask + row.needs_reconnect),
    count('published', <Trans>Shared today</Trans>, (row) => row.published_today),
    count('refused', <Trans>Refused today</Trans>, (row) => row.refused_today, true),
    count('missed', <Trans>Missed today</Trans>, (row) => row.missed_today, true),
    { key: 'budget', head: <Trans>Left to use</Trans>, numeric: true, cell: (row) => <BudgetLeft row={row} /> },
    {
      key: 'stop',
      head: <span className="sr-only">{t`What to do`}</span>,
      cell: ({ network }) => {
        const name = networkName(network);
        return stopped.has(network) ? null : (
          <Button look="quiet" className="sm:-my-2.5" onClick={() => onStop(network)} aria-label={t`Stop ${name}`}>
            <Trans>Stop</Trans>
          </Button>
        );
      },
    },
  ];
}

type Props = { deliveries: Deliveries; onStop: (network: string) => void };

export function NetworkTable({ deliveries: { networks, holds }, onStop }: Props) {
  const { t } = useLingui();
  const stopped = new Set(holds.flatMap(({ scope, network }) => (scope === 'network' && network ? [network] : [])));
  return (
    <Table
      caption={t`Posts by network`}
      rows={networks}
      rowKey={({ network }) => network}
      columns={useColumns(onStop, stopped)}
    />
  );
}
