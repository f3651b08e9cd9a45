import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Confirm } from '../../../components/ui/confirm';
import { toast } from '../../../components/ui/toast';
import { useRemoveApp } from './mutations';

/** Taking the app away, with what follows said first. */
export function RemoveApp({ network, name, onRemoved }: { network: string; name: string; onRemoved: () => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const remove = useRemoveApp(network);
  const removed = () => {
    toast(t`The app at ${name} is removed.`);
    onRemoved();
  };
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        <Trans>Remove the app</Trans>
      </Button>
      <Confirm
        open={open}
        onClose={() => setOpen(false)}
        title={<Trans>Remove the app at {name}?</Trans>}
        act={<Trans>Remove the app</Trans>}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: removed })}
      >
        <ul className="list-disc pl-5">
          <li>
            <Trans>Nobody can connect at {name} any more. People can still post there themselves.</Trans>
          </li>
          <li>
            <Trans>Profiles that are connected work until their access runs out; it cannot be renewed.</Trans>
          </li>
          <li>
            <Trans>The app itself stays at {name}, and you can enter it here again.</Trans>
          </li>
        </ul>
      </Confirm>
    </>
  );
}
