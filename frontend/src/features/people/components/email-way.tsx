import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import * as z from 'zod/mini';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { codeField, emailField } from '../fields';
import { useAddEmail, useConfirmEmail } from '../mutations';

const emailSchema = z.object({ email: emailField });
const codeSchema = z.object({ code: codeField });

function AddEmail({ onSent }: { onSent: (email: string) => void }) {
  const add = useAddEmail();
  const { form, field, takeProblem, summary } = useAppForm(emailSchema, { email: '' });
  const send = form.handleSubmit(({ email }) =>
    add.mutate(email.trim(), { onError: takeProblem, onSuccess: () => onSent(email.trim()) }),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-3">
      <ErrorSummary {...summary} />
      {add.isError && summary.errors.length === 0 && <Trouble error={add.error} />}
      <TextField {...field('email')} type="email" autoComplete="email" label={<Trans>E-mail address</Trans>} />
      <div>
        <Button type="submit" look="outline" busy={add.isPending}>
          <Trans>Send me a code</Trans>
        </Button>
      </div>
    </form>
  );
}

function Confirm({ email, onDone }: { email: string; onDone: () => void }) {
  const { t } = useLingui();
  const confirm = useConfirmEmail();
  const { form, field, takeProblem, summary } = useAppForm(codeSchema, { code: '' });
  const send = form.handleSubmit(({ code }) =>
    confirm.mutate(code.replace(/\s/g, ''), {
      onError: takeProblem,
      onSuccess: () => {
        toast(t`You can now sign in with your e-mail address.`);
        onDone();
      },
    }),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-3">
      <p role="status">
        <Trans>A code is on its way to {email}.</Trans>
      </p>
      <ErrorSummary {...summary} />
      {confirm.isError && summary.errors.length === 0 && <Trouble error={confirm.error} />}
      <TextField
        {...field('code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        label={<Trans>The code from the e-mail</Trans>}
      />
      <div>
        <Button type="submit" look="outline" busy={confirm.isPending}>
          <Trans>Confirm the address</Trans>
        </Button>
      </div>
    </form>
  );
}

/** An address proved by a code; a new one replaces it. */
export function EmailWay({ email }: { email: string | null }) {
  const [step, setStep] = useState<'shown' | 'add' | { sent: string }>(email ? 'shown' : 'add');
  return (
    <div className="card grid gap-3 p-4">
      <h3>
        <Trans>By e-mail</Trans>
      </h3>
      {step === 'shown' && (
        <>
          <p className="break-words">{email}</p>
          <div>
            <Button look="outline" onClick={() => setStep('add')}>
              <Trans>Change the address</Trans>
            </Button>
          </div>
        </>
      )}
      {step === 'add' && <AddEmail onSent={(sent) => setStep({ sent })} />}
      {typeof step === 'object' && <Confirm email={step.sent} onDone={() => setStep('shown')} />}
    </div>
  );
}
