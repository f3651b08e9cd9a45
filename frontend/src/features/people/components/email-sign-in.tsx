import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import * as z from 'zod/mini';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { codeField, emailField } from '../fields';
import { useSendCode, useSignIn } from '../mutations';

const askSchema = z.object({ email: emailField });
const codeSchema = z.object({ code: codeField });

function AskForCode({ onSent }: { onSent: (email: string) => void }) {
  const sendCode = useSendCode();
  const { form, field, takeProblem, summary } = useAppForm(askSchema, { email: '' });
  const send = form.handleSubmit(({ email }) =>
    sendCode.mutate(email.trim(), { onError: takeProblem, onSuccess: () => onSent(email.trim()) }),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-5">
      <ErrorSummary {...summary} />
      {sendCode.isError && summary.errors.length === 0 && <Trouble error={sendCode.error} />}
      <TextField
        {...field('email')}
        type="email"
        autoComplete="email"
        inputMode="email"
        label={<Trans>Your e-mail address</Trans>}
      />
      <div>
        <Button type="submit" busy={sendCode.isPending}>
          <Trans>Send me a code</Trans>
        </Button>
      </div>
    </form>
  );
}

function EnterCode({ email, onBack }: { email: string; onBack: () => void }) {
  const signIn = useSignIn();
  const { form, field, takeProblem, summary } = useAppForm(codeSchema, { code: '' });
  const send = form.handleSubmit(({ code }) =>
    signIn.mutate({ way: 'email', email, code: code.replace(/\s/g, '') }, { onError: takeProblem }),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-5">
      <p role="status">
        <Trans>If we know {email}, a code is on its way there. It works for ten minutes.</Trans>
      </p>
      <ErrorSummary {...summary} />
      {signIn.isError && summary.errors.length === 0 && <Trouble error={signIn.error} />}
      <TextField
        {...field('code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        className="max-w-60 text-xl tracking-[.2em] tabular-nums"
        label={<Trans>The code from the e-mail</Trans>}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
        <Button look="quiet" onClick={onBack}>
          <Trans>Use another address</Trans>
        </Button>
      </div>
    </form>
  );
}

export function EmailSignIn() {
  const [email, setEmail] = useState<string | null>(null);
  return email === null ? <AskForCode onSent={setEmail} /> : <EnterCode email={email} onBack={() => setEmail(null)} />;
}
