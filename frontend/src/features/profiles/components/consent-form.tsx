import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { NetworkInfo } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { RadioChip } from '../../../components/ui/chip';
import { Trouble } from '../../../components/ui/trouble';
import { useConnect } from '../mutations';

type Kind = NetworkInfo['connects'][number];

function KindChoice({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useLingui();
  const name = useId();
  const chip = (value: Kind) => ({ name, value, checked: kind === value, onChange: () => onChange(value) });
  return (
    <div role="radiogroup" aria-label={t`What shall be connected?`} className="flex flex-wrap gap-2">
      <RadioChip {...chip('personal')}>
        <Trans>My own profile</Trans>
      </RadioChip>
      <RadioChip {...chip('page')}>
        <Trans>A page I look after</Trans>
      </RadioChip>
    </div>
  );
}

/** Nothing to fill in: the network knows who one is, and asks on its own page. */
export function ConsentForm({ info, returnTo }: { info: NetworkInfo; returnTo: string }) {
  const { key, name, connects } = info;
  const [kind, setKind] = useState<Kind>(connects[0] ?? 'personal');
  const connect = useConnect();
  return (
    <div className="grid justify-items-start gap-4">
      {connects.length > 1 && <KindChoice kind={kind} onChange={setKind} />}
      <p>
        <Trans>
          {name} now asks whether Fortaler may post for you. You can say no there, and take a yes back here at any time.
        </Trans>
      </p>
      {connect.isError && <Trouble error={connect.error} />}
      <Button busy={connect.isPending} onClick={() => connect.mutate({ network: key, kind, return_to: returnTo })}>
        <Trans>Continue to {name}</Trans>
      </Button>
    </div>
  );
}
