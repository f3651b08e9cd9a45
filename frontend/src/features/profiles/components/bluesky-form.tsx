import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import * as z from 'zod/mini';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { useConnect, useConnectByAppPassword } from '../mutations';

const handleOf = (written: string): string => written.trim().replace(/^@/, '').toLowerCase();

const handle = z.string().check(
  z.refine((value) => /^[^\s@.]+(\.[^\s@.]+)+$/.test(handleOf(value)), {
    error: () => t`Write your Bluesky name in full, for example mette.bsky.social`,
  }),
);
const byConsent = z.object({ handle });
const byPassword = z.object({
  handle,
  password: z.string().check(z.minLength(1, { error: () => t`Write the app password you made at Bluesky` })),
});

const HandleHint = () => <Trans>The whole name, for example mette.bsky.social</Trans>;

function ConsentForm({ returnTo }: { returnTo: string }) {
  const connect = useConnect();
  const { form, field, takeProblem, summary } = useAppForm(byConsent, { handle: '' });
  const send = form.handleSubmit((values) =>
    connect.mutate(
      { network: 'bluesky', handle: handleOf(values.handle), return_to: returnTo },
      { onError: takeProblem },
    ),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-4">
      <ErrorSummary {...summary} />
      {connect.isError && summary.errors.length === 0 && <Trouble error={connect.error} />}
      <TextField
        {...field('handle')}
        label={<Trans>Your name on Bluesky</Trans>}
        hint={<HandleHint />}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <div>
        <Button type="submit" busy={connect.isPending}>
          <Trans>Continue to Bluesky</Trans>
        </Button>
      </div>
    </form>
  );
}

function PasswordForm({ onConnected }: { onConnected: () => void }) {
  const connect = useConnectByAppPassword();
  const { form, field, takeProblem, summary } = useAppForm(byPassword, { handle: '', password: '' });
  const send = form.handleSubmit((values) =>
    connect.mutate(
      { handle: handleOf(values.handle), password: values.password.trim() },
      { onError: takeProblem, onSuccess: onConnected },
    ),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-4">
      <ErrorSummary {...summary} />
      {connect.isError && summary.errors.length === 0 && <Trouble error={connect.error} />}
      <TextField
        {...field('handle')}
        label={<Trans>Your name on Bluesky</Trans>}
        hint={<HandleHint />}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <TextField
        {...field('password')}
        type="password"
        autoComplete="off"
        label={<Trans>App password</Trans>}
        hint={
          <Trans>
            Make one at Bluesky under Settings, Privacy and security, App passwords. Never use your own password here.
          </Trans>
        }
      />
      <div>
        <Button type="submit" busy={connect.isPending}>
          <Trans>Connect</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Bluesky by consent at the network, or by an app password where consent is not offered. */
export function BlueskyForm({
  returnTo,
  ways,
  onConnected,
}: {
  returnTo: string;
  ways: string[];
  onConnected: () => void;
}) {
  const both = ways.includes('handle') && ways.includes('app_password');
  const [byHand, setByHand] = useState(!ways.includes('handle'));
  return (
    <div className="grid gap-3">
      {byHand ? <PasswordForm onConnected={onConnected} /> : <ConsentForm returnTo={returnTo} />}
      {both && (
        <div>
          <Button look="quiet" onClick={() => setByHand(!byHand)}>
            {byHand ? <Trans>Sign in at Bluesky instead</Trans> : <Trans>Use an app password instead</Trans>}
          </Button>
        </div>
      )}
    </div>
  );
}
