import { Trans } from '@lingui/react/macro';
import * as z from 'zod/mini';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { printedCodeField } from '../fields';
import { useSignIn } from '../mutations';

const schema = z.object({ code: printedCodeField });

export function PrintedSignIn() {
  const signIn = useSignIn();
  const { form, field, takeProblem, summary } = useAppForm(schema, { code: '' });
  const send = form.handleSubmit(({ code }) =>
    signIn.mutate({ way: 'printed', code: code.trim() }, { onError: takeProblem }),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-5">
      <ErrorSummary {...summary} />
      {signIn.isError && summary.errors.length === 0 && <Trouble error={signIn.error} />}
      <TextField
        {...field('code')}
        inputMode="numeric"
        autoComplete="off"
        className="max-w-80 text-xl tracking-[.12em] tabular-nums"
        label={<Trans>Your personal code</Trans>}
        hint={<Trans>Twelve figures, from the paper you printed or wrote down.</Trans>}
      />
      <div>
        <Button type="submit" busy={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
      </div>
    </form>
  );
}
