import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Ambassador } from '../../../api/types';
import { Avatar } from '../../../components/ui/avatar';
import { Badge } from '../../../components/ui/badge';
import { Button } from '../../../components/ui/button';
import { Dialog } from '../../../components/ui/dialog';
import { Table } from '../../../components/ui/table';
import { formatDay } from '../../../lib/format';
import { PersonForm } from './person-form';
import { PERSON_STATES, ROLES } from './words';

type Props = { programmeId: string; people: Ambassador[] };

/** Everyone in a programme. Nobody's shares, clicks or reach stand here: those are the person's own. */
export function PeopleTable({ programmeId, people }: Props) {
  const { t, i18n } = useLingui();
  const [editing, setEditing] = useState<string | null>(null);
  const person = people.find((one) => one.id === editing);
  const name = person?.name;
  return (
    <>
      <Table
        caption={t`People`}
        rows={people}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'name',
            head: <Trans>Name</Trans>,
            cell: (one) => (
              <span className="flex items-center gap-3">
                <Avatar name={one.name} />
                {one.name}
              </span>
            ),
          },
          {
            key: 'state',
            head: <Trans>State</Trans>,
            cell: (one) => <Badge tone={PERSON_STATES[one.state].tone}>{i18n._(PERSON_STATES[one.state].words)}</Badge>,
          },
          {
            key: 'roles',
            head: <Trans>Roles</Trans>,
            cell: (one) => one.roles.map((role) => i18n._(ROLES[role].name)).join(', '),
          },
          { key: 'tags', head: <Trans>Groups</Trans>, cell: (one) => one.tags.join(', ') },
          {
            key: 'since',
            head: <Trans>Since</Trans>,
            cell: (one) => <span className="whitespace-nowrap">{one.joined_at && formatDay(one.joined_at)}</span>,
          },
          {
            key: 'edit',
            head: <span className="sr-only">{t`Change`}</span>,
            cell: (one) => (
              <Button
                look="outline"
                className="max-sm:mt-2"
                aria-label={t`Change ${one.name}`}
                onClick={() => setEditing(one.id)}
              >
                <Trans>Change</Trans>
              </Button>
            ),
          },
        ]}
      />
      <Dialog open={person !== undefined} onOpenChange={() => setEditing(null)} title={name}>
        {person && <PersonForm programmeId={programmeId} person={person} onDone={() => setEditing(null)} />}
      </Dialog>
    </>
  );
}
