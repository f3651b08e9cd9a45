import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import * as z from 'zod/mini';
import { TextField } from '../../../components/ui/field';
import { useAppForm } from '../../../hooks/use-app-form';
import { useConnect } from '../mutations';
import { AS_WRITTEN, NetworkForm } from './network-form';

/** People write "mastodon.social", "https://mastodon.social/@mette" or "@mette@mastodon.social": all name a server. */
export const instanceOf = (written: string): string =>
  written
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .replace(/^.*@/, '')
    .toLowerCase();

const schema = z.object({
  instance: z.string().check(
    z.refine((value) => /^[^\s.]+(\.[^\s.]+)+(:\d+)?$/.test(instanceOf(value)), {
      error: () => t`Write the address of your server, for example mastodon.social`,
    }),
  ),
});

export function MastodonForm({ returnTo }: { returnTo: string }) {
  const connect = useConnect();
  const { form, field, takeProblem, summary } = useAppForm(schema, { instance: '' });
  const send = form.handleSubmit(({ instance }) =>
    connect.mutate(
      { network: 'mastodon', instance: instanceOf(instance), return_to: returnTo },
      { onError: takeProblem },
    ),
  );
  return (
    <NetworkForm summary={summary} adding={connect} onSubmit={send} button={<Trans>Continue to Mastodon</Trans>}>
      <TextField
        {...field('instance')}
        label={<Trans>Which server is your account on?</Trans>}
        hint={<Trans>It is the last part of your name there: in @mette@mastodon.social it is mastodon.social.</Trans>}
        placeholder="mastodon.social"
        inputMode="url"
        {...AS_WRITTEN}
      />
    </NetworkForm>
  );
}
