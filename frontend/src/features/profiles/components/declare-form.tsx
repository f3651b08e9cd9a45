import { Trans } from '@lingui/react/macro';
import * as z from 'zod/mini';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { useDeclareProfile } from '../mutations';

const schema = z.object({ handle: z.string() });

/** Adds a network that we cannot post to: the words are made ready, the person posts. */
export function DeclareForm({ network, name, onDone }: { network: string; name: string; onDone: () => void }) {
  const declare = useDeclareProfile();
  const { form, field, takeProblem, summary } = useAppForm(schema, { handle: '' });
  const send = form.handleSubmit(({ handle }) =>
    declare.mutate({ network, handle: handle.trim() || null }, { onError: takeProblem, onSuccess: onDone }),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-4">
      <p>
        <Trans>
          Fortaler gets no access to your {name} profile. You write here, we copy your words, and you post them
          yourself.
        </Trans>
      </p>
      <ErrorSummary {...summary} />
      {declare.isError && summary.errors.length === 0 && <Trouble error={declare.error} />}
      <TextField
        {...field('handle')}
        optional
        label={<Trans>Your name on {name}</Trans>}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <div>
        <Button type="submit" busy={declare.isPending}>
          <Trans>Add {name}</Trans>
        </Button>
      </div>
    </form>
  );
}
