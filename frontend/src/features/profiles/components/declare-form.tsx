import { Trans } from '@lingui/react/macro';
import * as z from 'zod/mini';
import { TextField } from '../../../components/ui/field';
import { useAppForm } from '../../../hooks/use-app-form';
import { useDeclareProfile } from '../mutations';
import { AS_WRITTEN, NetworkForm } from './network-form';

const schema = z.object({ handle: z.string() });

/** Adds a network that we cannot post to: the words are made ready, the person posts. */
export function DeclareForm({ network, name, onDone }: { network: string; name: string; onDone: () => void }) {
  const declare = useDeclareProfile();
  const { form, field, takeProblem, summary } = useAppForm(schema, { handle: '' });
  const send = form.handleSubmit(({ handle }) =>
    declare.mutate({ network, handle: handle.trim() || null }, { onError: takeProblem, onSuccess: onDone }),
  );
  return (
    <NetworkForm summary={summary} adding={declare} onSubmit={send} button={<Trans>Add {name}</Trans>}>
      <p>
        <Trans>
          Fortaler gets no access to your {name} profile. You write here, we copy your words, and you post them
          yourself.
        </Trans>
      </p>
      <TextField {...field('handle')} optional label={<Trans>Your name on {name}</Trans>} {...AS_WRITTEN} />
    </NetworkForm>
  );
}
