import { Trans } from '@lingui/react/macro';
import type { NetworkInfo } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Trouble } from '../../../components/ui/trouble';
import { useConnect } from '../mutations';

/** Nothing to fill in: the network knows who one is, and asks on its own page. */
export function ConsentForm({ info, returnTo }: { info: NetworkInfo; returnTo: string }) {
  const connect = useConnect();
  const { key, name } = info;
  return (
    <div className="grid justify-items-start gap-4">
      <p>
        <Trans>
          {name} now asks whether Fortaler may post for you. You can say no there, and take a yes back here at any time.
        </Trans>
      </p>
      {connect.isError && <Trouble error={connect.error} />}
      <Button busy={connect.isPending} onClick={() => connect.mutate({ network: key, return_to: returnTo })}>
        <Trans>Continue to {name}</Trans>
      </Button>
    </div>
  );
}
