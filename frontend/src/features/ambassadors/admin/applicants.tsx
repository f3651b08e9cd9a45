/** Those who have applied and wait for an answer: yes with one press, no with a reason for the file. */
import { t as say } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { Ambassador } from '../../../api/types';
import { Avatar } from '../../../components/ui/avatar';
import { Button } from '../../../components/ui/button';
import { Dialog } from '../../../components/ui/dialog';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextArea } from '../../../components/ui/field';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { useAccept, useDecline } from './mutations';

const schema = z.object({
  reason: z
    .string()
    .check(z.refine((value) => value.trim().length > 0, { error: () => say`Write why, for those who ask later` })),
});

function DeclineForm({ person, onDone }: { person: Ambassador; onDone: () => void }) {
  const { t } = useLingui();
  const decline = useDecline();
  const { form, field, takeProblem, summary } = useAppForm(schema, { reason: '' });
  const name = person.name;
  const send = form.handleSubmit(({ reason }) =>
    decline.mutate(
      { id: person.id, reason: reason.trim() },
      {
        onError: takeProblem,
        onSuccess: () => {
          toast(t`${name} has been told no.`);
          onDone();
        },
      },
    ),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-4">
      <ErrorSummary {...summary} />
      {decline.isError && summary.errors.length === 0 && <Trouble error={decline.error} />}
      <TextArea
        {...field('reason')}
        label={<Trans>Why not?</Trans>}
        hint={<Trans>For those who run the programme. {name} does not read it.</Trans>}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="danger" busy={decline.isPending}>
          <Trans>Say no</Trans>
        </Button>
        <Button look="quiet" onClick={onDone}>
          <Trans>Go back</Trans>
        </Button>
      </div>
    </form>
  );
}

function Applicant({ person }: { person: Ambassador }) {
  const { t } = useLingui();
  const [declining, setDeclining] = useState(false);
  const accept = useAccept();
  const name = person.name;
  return (
    <li className="grid gap-3 p-4 sm:flex sm:items-start sm:gap-4">
      <Avatar name={name} />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="font-bold">{name}</p>
        {person.application && <p className="whitespace-pre-line">{person.application}</p>}
        {accept.isError && <Trouble error={accept.error} />}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          busy={accept.isPending}
          aria-label={t`Accept ${name}`}
          onClick={() => accept.mutate(person.id, { onSuccess: () => toast(t`${name} is in.`) })}
        >
          <Trans>Accept</Trans>
        </Button>
        <Button look="outline" className="min-h-12" aria-label={t`Decline ${name}`} onClick={() => setDeclining(true)}>
          <Trans>Decline</Trans>
        </Button>
      </div>
      <Dialog open={declining} onOpenChange={setDeclining} title={<Trans>Decline {name}?</Trans>}>
        <DeclineForm person={person} onDone={() => setDeclining(false)} />
      </Dialog>
    </li>
  );
}

export function Applicants({ people }: { people: Ambassador[] }) {
  if (people.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2">
        <Trans>Wait for an answer</Trans>
      </h2>
      <ul className="card divide-y divide-line">
        {people.map((person) => (
          <Applicant key={person.id} person={person} />
        ))}
      </ul>
    </section>
  );
}
