import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Invitation } from '../../../api/types';
import { Badge } from '../../../components/ui/badge';
import { Button, buttonClass } from '../../../components/ui/button';
import { Confirm } from '../../../components/ui/confirm';
import { Table } from '../../../components/ui/table';
import { toast } from '../../../components/ui/toast';
import { formatDay, formatNumber } from '../../../lib/format';
import { useRevoke } from './mutations';
import { INVITATION_STATES, ROLES } from './words';

function Revoke({ invitation }: { invitation: Invitation }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const revoke = useRevoke();
  const { label, used } = invitation;
  return (
    <>
      <Button look="quiet" aria-label={t`Take back ${label}`} onClick={() => setAsking(true)}>
        <Trans>Take back</Trans>
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={<Trans>Take back “{label}”?</Trans>}
        act={<Trans>Take it back</Trans>}
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() =>
          revoke.mutate(invitation.id, {
            onSuccess: () => {
              setAsking(false);
              toast(t`The code for “${label}” lets nobody in any more.`);
            },
          })
        }
      >
        <p>
          <Trans>The code on posters and in messages stops working at once. The {used} who came by it stay.</Trans>
        </p>
      </Confirm>
    </>
  );
}

function Used({ invitation }: { invitation: Invitation }) {
  const used = formatNumber(invitation.used);
  const cap = invitation.cap && formatNumber(invitation.cap);
  return cap ? (
    <Trans>
      {used} of {cap}
    </Trans>
  ) : (
    used
  );
}

export function InvitationTable({ invitations }: { invitations: Invitation[] }) {
  const { t, i18n } = useLingui();
  return (
    <Table
      caption={t`Invitations`}
      rows={invitations}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'label',
          head: <Trans>Where</Trans>,
          cell: (one) => (
            <>
              {one.label}
              <span className="block text-sm font-normal text-muted">{i18n._(ROLES[one.role].name)}</span>
            </>
          ),
        },
        {
          key: 'code',
          head: <Trans>Code</Trans>,
          cell: (one) => (
            <span className="font-semibold tracking-wider whitespace-nowrap tabular-nums">{one.code}</span>
          ),
        },
        {
          key: 'state',
          head: <Trans>State</Trans>,
          cell: (one) => (
            <Badge tone={INVITATION_STATES[one.state].tone}>{i18n._(INVITATION_STATES[one.state].words)}</Badge>
          ),
        },
        { key: 'used', head: <Trans>Used</Trans>, numeric: true, cell: (one) => <Used invitation={one} /> },
        {
          key: 'until',
          head: <Trans>Ends</Trans>,
          cell: (one) => (
            <span className="whitespace-nowrap">{one.expires_at ? formatDay(one.expires_at) : t`no end`}</span>
          ),
        },
        {
          key: 'acts',
          head: <span className="sr-only">{t`What to do`}</span>,
          cell: (one) =>
            one.state === 'open' && (
              <span className="flex gap-x-2 max-sm:mt-2 sm:justify-end">
                <Link
                  to="/admin/invitations/$invitationId"
                  params={{ invitationId: one.id }}
                  className={buttonClass('outline')}
                  aria-label={t`Poster and link for ${one.label}`}
                >
                  <Trans>Poster</Trans>
                </Link>
                <Revoke invitation={one} />
              </span>
            ),
        },
      ]}
    />
  );
}
