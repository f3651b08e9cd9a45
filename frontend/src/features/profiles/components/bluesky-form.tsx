import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ComponentProps, useState } from 'react';
import * as z from 'zod/mini';
import { Button } from '../../../components/ui/button';
import { TextField } from '../../../components/ui/field';
import { useAppForm } from '../../../hooks/use-app-form';
import { useConnect, useConnectByAppPassword } from '../mutations';
import { AS_WRITTEN, NetworkForm } from './network-form';

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

function HandleField(field: Omit<ComponentProps<typeof TextField>, 'label'>) {
  return (
    <TextField
      {...field}
      {...AS_WRITTEN}
      label={<Trans>Your name on Bluesky</Trans>}
      hint={<Trans>The whole name, for example mette.bsky.social</Trans>}
    />
  );
}

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
    <NetworkForm summary={summary} adding={connect} onSubmit={send} button={<Trans>Continue to Bluesky</Trans>}>
      <HandleField {...field('handle')} />
    </NetworkForm>
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
    <NetworkForm summary={summary} adding={connect} onSubmit={send} button={<Trans>Connect</Trans>}>
      <HandleField {...field('handle')} />
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
    </NetworkForm>
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
