import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Membership } from '../../../api/types';
import { Badge } from '../../../components/ui/badge';
import { Button } from '../../../components/ui/button';
import { Confirm } from '../../../components/ui/confirm';
import { toast } from '../../../components/ui/toast';
import { useLeave } from '../mutations';

function Row({ membership }: { membership: Membership }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const leave = useLeave();
  const name = membership.programme.name;
  return (
    <li className="grid gap-2 px-4 py-3">
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        {name}
        {membership.state === 'applied' && (
          <Badge>
            <Trans>Application sent</Trans>
          </Badge>
        )}
        {membership.state === 'paused' && (
          <Badge tone="warn">
            <Trans>Paused</Trans>
          </Badge>
        )}
      </p>
      <p className="text-muted">{membership.programme.purpose}</p>
      <div>
        <Button
          look="quiet"
          className="-ml-2"
          onClick={() => setAsking(true)}
          aria-label={t`Leave the programme ${name}`}
        >
          <Trans>Leave the programme</Trans>
        </Button>
      </div>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={<Trans>Leave {name}?</Trans>}
        act={<Trans>Leave the programme</Trans>}
        busy={leave.isPending}
        error={leave.error}
        onConfirm={() =>
          leave.mutate(membership.ambassador_id, {
            onSuccess: () => {
              setAsking(false);
              toast(t`You have left ${name}.`);
            },
          })
        }
      >
        <p>
          <Trans>
            Planned posts are cancelled, and our access to your profiles is given back. Totals without names remain.
          </Trans>
        </p>
      </Confirm>
    </li>
  );
}

export function Programmes({ memberships }: { memberships: Membership[] }) {
  if (memberships.length === 0)
    return (
      <p className="text-muted">
        <Trans>You are not part of a programme right now.</Trans>
      </p>
    );
  return (
    <ul className="card divide-y divide-line">
      {memberships.map((membership) => (
        <Row key={membership.ambassador_id} membership={membership} />
      ))}
    </ul>
  );
}
