/** A new programme: which of the four kinds, its name, and what it is for. The kind brings the rest, and all of it can be changed. */
import { t as say } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { Programme } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { FieldGroup, TextArea, TextField } from '../../../components/ui/field';
import { RadioCard } from '../../../components/ui/radio-card';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { newKey } from '../../../lib/ids';
import { useCreateProgramme } from './mutations';
import { KIND_NAMES, KINDS } from './words';

const schema = z.object({
  kind: z.enum(KIND_NAMES),
  name: z.string().check(z.refine((value) => value.trim() !== '', { error: () => say`Write a name` })),
  purpose: z
    .string()
    .check(z.refine((value) => value.trim() !== '', { error: () => say`Write what the programme is for` })),
});

export function CreateForm({ onMade, onClose }: { onMade: (programme: Programme) => void; onClose: () => void }) {
  const { i18n } = useLingui();
  const [key] = useState(newKey);
  const create = useCreateProgramme(key);
  const { form, field, takeProblem, summary } = useAppForm(schema, {
    kind: 'employee' as Programme['kind'],
    name: '',
    purpose: '',
  });
  const send = form.handleSubmit(({ kind, name, purpose }) =>
    create.mutate({ kind, name: name.trim(), purpose: purpose.trim() }, { onSuccess: onMade, onError: takeProblem }),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-5">
      <ErrorSummary {...summary} />
      {create.isError && summary.errors.length === 0 && <Trouble error={create.error} />}
      <FieldGroup legend={<Trans>For whom?</Trans>}>
        <div className="grid gap-2">
          {KIND_NAMES.map((kind) => (
            <RadioCard key={kind} value={kind} {...form.register('kind')} title={i18n._(KINDS[kind].name)}>
              {i18n._(KINDS[kind].meaning)}
            </RadioCard>
          ))}
        </div>
      </FieldGroup>
      <TextField {...field('name')} autoComplete="off" label={<Trans>Name</Trans>} />
      <TextArea
        {...field('purpose')}
        rows={2}
        label={<Trans>What is it for?</Trans>}
        hint={<Trans>One or two sentences. Everyone who is invited reads them.</Trans>}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={create.isPending}>
          <Trans>Make the programme</Trans>
        </Button>
        <Button look="quiet" onClick={onClose}>
          <Trans>Go back</Trans>
        </Button>
      </div>
    </form>
  );
}
