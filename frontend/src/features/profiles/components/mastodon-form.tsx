import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import * as z from 'zod/mini';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { useConnect } from '../mutations';

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
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-4">
      <ErrorSummary {...summary} />
      {connect.isError && summary.errors.length === 0 && <Trouble error={connect.error} />}
      <TextField
        {...field('instance')}
        label={<Trans>Which server is your account on?</Trans>}
        hint={<Trans>It is the last part of your name there: in @mette@mastodon.social it is mastodon.social.</Trans>}
        placeholder="mastodon.social"
        inputMode="url"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <div>
        <Button type="submit" busy={connect.isPending}>
          <Trans>Continue to Mastodon</Trans>
        </Button>
      </div>
    </form>
  );
}
