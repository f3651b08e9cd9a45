/** The programmes that the person runs, and the way to a new one. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus, Settings } from 'lucide-react';
import { useState } from 'react';
import type { Programme } from '../../api/types';
import { Badge } from '../../components/ui/badge';
import { Button, buttonClass } from '../../components/ui/button';
import { Dialog } from '../../components/ui/dialog';
import { EmptyState } from '../../components/ui/empty-state';
import { Loaded } from '../../components/ui/loaded';
import { PageHeading } from '../../components/ui/page';
import { toast } from '../../components/ui/toast';
import { CreateForm } from '../../features/programmes/admin/create-form';
import { programmesQuery } from '../../features/programmes/admin/queries';
import { KINDS, WAYS_IN } from '../../features/programmes/admin/words';
import { formatDay } from '../../lib/format';

function Term({ programme }: { programme: Programme }) {
  const from = programme.starts_on && formatDay(programme.starts_on);
  const until = programme.ends_on && formatDay(programme.ends_on);
  if (!from && !until) return null;
  return (
    <p className="text-sm text-muted">
      {from && <Trans>From {from}</Trans>} {until && <Trans>Until {until}</Trans>}
    </p>
  );
}

function Card({ programme }: { programme: Programme }) {
  const { t, i18n } = useLingui();
  const { id, name, purpose } = programme;
  return (
    <li className="card grid content-start gap-3 p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2>{name}</h2>
        <Badge>{i18n._(KINDS[programme.kind].name)}</Badge>
      </div>
      <p>{purpose}</p>
      <p className="text-sm text-muted">{i18n._(WAYS_IN[programme.joining].name)}</p>
      <Term programme={programme} />
      <div>
        <Link
          to="/admin/programmes/$programmeId"
          params={{ programmeId: id }}
          search={{ programme: id }}
          aria-label={t`Settings of ${name}`}
          className={buttonClass('outline')}
        >
          <Settings aria-hidden size={20} />
          <Trans>Settings</Trans>
        </Link>
      </div>
    </li>
  );
}

export function ProgrammesPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [making, setMaking] = useState(false);
  const query = useQuery(programmesQuery);
  const create = (
    <Button onClick={() => setMaking(true)}>
      <Plus aria-hidden size={20} />
      <Trans>New programme</Trans>
    </Button>
  );
  const made = ({ id, name }: Programme) => {
    toast(t`${name} is made. Look its settings through.`);
    void navigate({ to: '/admin/programmes/$programmeId', params: { programmeId: id }, search: { programme: id } });
  };
  return (
    <>
      <div className="mb-5 flex flex-wrap items-start justify-between gap-3">
        <PageHeading title={t`Programmes`} lead={t`One engine, four kinds, several at once.`} className="mb-0" />
        {create}
      </div>
      <Loaded query={query} skeleton={<div className="skeleton h-80" />}>
        {(programmes) =>
          programmes.length > 0 ? (
            <ul className="grid gap-4 md:grid-cols-2">
              {programmes.map((programme) => (
                <Card key={programme.id} programme={programme} />
              ))}
            </ul>
          ) : (
            <EmptyState title={<Trans>No programme yet</Trans>} action={create}>
              <p>
                <Trans>A programme is what you want people to speak up about, and on which terms.</Trans>
              </p>
            </EmptyState>
          )
        }
      </Loaded>
      <Dialog open={making} onOpenChange={setMaking} title={<Trans>New programme</Trans>}>
        <CreateForm onMade={made} onClose={() => setMaking(false)} />
      </Dialog>
    </>
  );
}
