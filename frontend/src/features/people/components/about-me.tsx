import { Trans, useLingui } from '@lingui/react/macro';
import * as z from 'zod/mini';
import type { Locale, Person } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { RadioChip } from '../../../components/ui/chip';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { FieldGroup, TextField } from '../../../components/ui/field';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { activateLanguage } from '../../../lib/language';
import { browserZone } from '../../../lib/wall-time';
import { nameField } from '../fields';
import { useUpdateMe } from '../mutations';

const schema = z.object({ name: nameField });

function LanguageChoice({ person }: { person: Person }) {
  const update = useUpdateMe();
  const choose = (locale: Locale) => {
    void activateLanguage(locale);
    update.mutate({ locale });
  };
  return (
    <FieldGroup legend={<Trans>Language</Trans>}>
      <div className="flex flex-wrap gap-2">
        <RadioChip name="language" lang="da" checked={person.locale === 'da'} onChange={() => choose('da')}>
          Dansk
        </RadioChip>
        <RadioChip name="language" lang="en" checked={person.locale === 'en'} onChange={() => choose('en')}>
          English
        </RadioChip>
      </div>
    </FieldGroup>
  );
}

function ZoneChoice({ person }: { person: Person }) {
  const update = useUpdateMe();
  const here = browserZone();
  const zone = person.zone;
  return (
    <FieldGroup legend={<Trans>Your clock</Trans>}>
      <p>{zone}</p>
      {here !== zone && (
        <Button look="outline" busy={update.isPending} onClick={() => update.mutate({ zone: here })}>
          <Trans>Use this device’s: {here}</Trans>
        </Button>
      )}
    </FieldGroup>
  );
}

export function AboutMe({ person }: { person: Person }) {
  const { t } = useLingui();
  const update = useUpdateMe();
  const { form, field, takeProblem, summary } = useAppForm(schema, { name: person.name });
  const save = form.handleSubmit(({ name }) =>
    update.mutate({ name: name.trim() }, { onError: takeProblem, onSuccess: () => toast(t`Your name is saved.`) }),
  );
  return (
    <div className="grid gap-5">
      <form noValidate onSubmit={(event) => void save(event)} className="grid gap-3">
        <ErrorSummary {...summary} />
        {update.isError && summary.errors.length === 0 && <Trouble error={update.error} />}
        <TextField {...field('name')} autoComplete="name" label={<Trans>Name</Trans>} />
        <div>
          <Button type="submit" look="outline" busy={update.isPending}>
            <Trans>Save the name</Trans>
          </Button>
        </div>
      </form>
      <LanguageChoice person={person} />
      <ZoneChoice person={person} />
    </div>
  );
}
