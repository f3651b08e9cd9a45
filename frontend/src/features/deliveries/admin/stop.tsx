/** The switch: stops everything, or one network, with a reason that people read beside their posts. */
import { t as say } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import * as z from 'zod/mini';
import { Button } from '../../../components/ui/button';
import { Dialog } from '../../../components/ui/dialog';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { SelectField, TextArea } from '../../../components/ui/field';
import { networkName } from '../../../components/ui/network-mark';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { useHold } from './mutations';

const EVERYTHING = '';

const schema = z.object({
  network: z.string(),
  because: z
    .string()
    .check(
      z.refine((value) => value.trim() !== '', { error: () => say`Write why, so that people know what they wait for` }),
    ),
});

/** `network` is chosen from the start; empty for everything. `networks` can be stopped by themselves. */
export type StopWish = { network: string };

type Props = StopWish & { networks: string[]; onClose: () => void };

function StopForm({ network, networks, onClose }: Props) {
  const { t } = useLingui();
  const hold = useHold();
  const { form, field, takeProblem, summary } = useAppForm(schema, { network, because: '' });
  const send = form.handleSubmit((values) =>
    hold.mutate(
      { network: values.network || null, because: values.because.trim().replace(/\s+/g, ' ') },
      {
        onError: takeProblem,
        onSuccess: () => {
          onClose();
          const name = networkName(values.network);
          toast(values.network ? t`${name} is stopped.` : t`Everything is stopped.`);
        },
      },
    ),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-4">
      <ErrorSummary {...summary} />
      {hold.isError && summary.errors.length === 0 && <Trouble error={hold.error} />}
      <SelectField {...field('network')} label={<Trans>What shall be stopped?</Trans>}>
        <option value={EVERYTHING}>{t`Everything, on all networks`}</option>
        {networks.map((one) => (
          <option key={one} value={one}>
            {networkName(one)}
          </option>
        ))}
      </SelectField>
      <TextArea
        {...field('because')}
        rows={2}
        label={<Trans>Why?</Trans>}
        hint={<Trans>People read this beside their posts.</Trans>}
      />
      <ul className="list-disc pl-5 text-muted">
        <li>
          <Trans>Within five seconds nothing more is sent. What is on its way already cannot be called back.</Trans>
        </li>
        <li>
          <Trans>Posts that fall due are kept, and their authors see why. Nothing is lost.</Trans>
        </li>
        <li>
          <Trans>It is written in the log that you did it.</Trans>
        </li>
      </ul>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="danger" busy={hold.isPending}>
          <Trans>Stop it now</Trans>
        </Button>
        <Button look="quiet" onClick={onClose}>
          <Trans>Go back</Trans>
        </Button>
      </div>
    </form>
  );
}

export function StopDialog(props: Props) {
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={<Trans>Stop posts</Trans>}>
      <StopForm {...props} />
    </Dialog>
  );
}
