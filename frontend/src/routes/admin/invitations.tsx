/** The codes by which people come in. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button';
import { Dialog } from '../../components/ui/dialog';
import { EmptyState } from '../../components/ui/empty-state';
import { Loaded } from '../../components/ui/loaded';
import { PageHeading } from '../../components/ui/page';
import { InvitationForm } from '../../features/ambassadors/admin/invitation-form';
import { InvitationTable } from '../../features/ambassadors/admin/invitation-table';
import { invitationsQuery } from '../../features/ambassadors/admin/queries';
import { rolesToGive } from '../../features/ambassadors/admin/words';
import { useMembership, useProgramme } from './use-membership';

export function InvitationsPage() {
  const { t } = useLingui();
  const programme = useProgramme();
  const membership = useMembership();
  const navigate = useNavigate();
  const [making, setMaking] = useState(false);
  const query = useQuery(invitationsQuery(programme.id));
  const create = (
    <Button onClick={() => setMaking(true)}>
      <Plus aria-hidden size={20} />
      <Trans>New invitation</Trans>
    </Button>
  );
  return (
    <>
      <div className="mb-5 flex flex-wrap items-start justify-between gap-3">
        <PageHeading title={t`Invitations`} lead={programme.name} className="mb-0" />
        {create}
      </div>
      <Loaded query={query} skeleton={<div className="skeleton h-80" />}>
        {(invitations) =>
          invitations.length > 0 ? (
            <InvitationTable invitations={invitations} />
          ) : (
            <EmptyState title={<Trans>No invitations yet</Trans>} action={create}>
              <p>
                <Trans>
                  Each one is a code with a link and a poster. Make one for each place, and you see which of them works.
                </Trans>
              </p>
            </EmptyState>
          )
        }
      </Loaded>
      <Dialog open={making} onOpenChange={setMaking} title={<Trans>New invitation</Trans>}>
        <InvitationForm
          programmeId={programme.id}
          mayGive={rolesToGive(membership?.scopes ?? [])}
          onClose={() => setMaking(false)}
          onMade={({ id }) => void navigate({ to: '/admin/invitations/$invitationId', params: { invitationId: id } })}
        />
      </Dialog>
    </>
  );
}
