import { Trans, useLingui } from '@lingui/react/macro';
import * as z from 'zod/mini';
import type { Locale, Person } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { Segments } from '../../../components/ui/segments';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { activateLanguage, currentLanguage } from '../../../lib/language';
import { browserZone } from '../../../lib/wall-time';
import { nameField } from '../fields';
import { useUpdateMe } from '../mutations';

const schema = z.object({ name: nameField });

const LANGUAGES: { value: Locale; label: string; lang: Locale }[] = [
  { value: 'da', label: 'Dansk', lang: 'da' },
  { value: 'en', label: 'English', lang: 'en' },
];

function LanguageChoice() {
  const { t } = useLingui();
  const update = useUpdateMe();
  const choose = (locale: Locale) => {
    void activateLanguage(locale);
    update.mutate({ locale });
  };
  return (
    <div className="grid justify-items-start gap-1.5">
      <p className="font-bold">
        <Trans>Language</Trans>
      </p>
      <Segments label={t`Language`} choices={LANGUAGES} value={currentLanguage()} onChange={choose} />
    </div>
  );
}

function ZoneChoice({ person }: { person: Person }) {
  const update = useUpdateMe();
  const here = browserZone();
  const zone = person.zone;
  return (
    <div className="grid justify-items-start gap-1.5">
      <p className="font-bold">
        <Trans>Your clock</Trans>
      </p>
      <p>{zone.replaceAll('_', ' ')}</p>
      {here !== zone && (
        <Button look="outline" busy={update.isPending} onClick={() => update.mutate({ zone: here })}>
          <Trans>Use this device’s: {here}</Trans>
        </Button>
      )}
    </div>
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
      <LanguageChoice />
      <ZoneChoice person={person} />
    </div>
  );
}
