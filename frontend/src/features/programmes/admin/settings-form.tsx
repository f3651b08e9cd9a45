/** Everything that can be decided about a programme. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { isProblem } from '../../../api/problems';
import type { Locale, Programme } from '../../../api/types';
import { Conflicts } from '../../../components/admin/conflicts';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { FieldGroup, TextArea, TextField } from '../../../components/ui/field';
import { Notice } from '../../../components/ui/notice';
import { RadioCard } from '../../../components/ui/radio-card';
import { Trouble } from '../../../components/ui/trouble';
import { useKeptForm } from '../../../hooks/use-kept-form';
import { settingName, settingValue } from './field-names';
import { type SettingsValues, settingsSchema } from './settings';
import { WAYS_IN } from './words';

type Props = {
  keep: string;
  saved: SettingsValues;
  /** Sends what is written, and gives back what the server then has. Throws a Problem. */
  send: (values: SettingsValues) => Promise<SettingsValues>;
  reread: () => Promise<SettingsValues>;
};

type Form = ReturnType<typeof useKeptForm<SettingsValues>>;
type PartProps = { made: Form };

const LANGUAGES: [Locale, string][] = [
  ['da', 'Dansk'],
  ['en', 'English'],
];

function Part({ title, lead, children }: { title: ReactNode; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-4 border-t border-line pt-6 lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-10">
      <div>
        <h2>{title}</h2>
        {lead && <p className="mt-1 text-muted">{lead}</p>}
      </div>
      <div className="grid max-w-[40rem] gap-5">{children}</div>
    </section>
  );
}

/** The same line in both languages, each marked with its own. */
function BothLanguages({ made, name }: PartProps & { name: 'question' | 'disclosure' }) {
  return LANGUAGES.map(([code, label]) => (
    <TextField key={code} {...made.field(`${name}.${code}`)} lang={code} label={label} />
  ));
}

function Joining({ made }: PartProps) {
  const { t, i18n } = useLingui();
  const { form } = made;
  return (
    <Part title={<Trans>Who gets in, and how?</Trans>}>
      <div className="grid gap-2" role="radiogroup" aria-label={t`Who gets in, and how?`}>
        {(Object.keys(WAYS_IN) as Programme['joining'][]).map((way) => (
          <RadioCard key={way} value={way} {...form.register('joining')} title={i18n._(WAYS_IN[way].name)}>
            {i18n._(WAYS_IN[way].meaning)}
          </RadioCard>
        ))}
      </div>
      {form.watch('joining') === 'apply' && (
        <FieldGroup legend={<Trans>What do you ask those who apply?</Trans>}>
          <div className="grid gap-4">
            <BothLanguages made={made} name="question" />
          </div>
        </FieldGroup>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...made.field('starts_on')} optional type="date" label={<Trans>First day</Trans>} />
        <TextField {...made.field('ends_on')} optional type="date" label={<Trans>Last day</Trans>} />
      </div>
    </Part>
  );
}

function Naming({ made }: PartProps) {
  return (
    <Part
      title={<Trans>What are those who take part called?</Trans>}
      lead={<Trans>Employees are colleagues to each other, students fellow students.</Trans>}
    >
      {LANGUAGES.map(([code, label]) => (
        <FieldGroup key={code} legend={<span lang={code}>{label}</span>}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField {...made.field(`words.${code}.ambassador`)} lang={code} label={<Trans>One</Trans>} />
            <TextField {...made.field(`words.${code}.ambassadors`)} lang={code} label={<Trans>Several</Trans>} />
          </div>
        </FieldGroup>
      ))}
    </Part>
  );
}

function Rules({ made }: PartProps) {
  return (
    <>
      <Part
        title={<Trans>Disclosure</Trans>}
        lead={
          <Trans>Added to every post, so that readers know whom the author is tied to. Empty: nothing is added.</Trans>
        }
      >
        <BothLanguages made={made} name="disclosure" />
      </Part>
      <Part
        title={<Trans>Guidelines</Trans>}
        lead={<Trans>Everyone says yes to them when they join. Markdown: **bold**, lists with a hyphen.</Trans>}
      >
        {LANGUAGES.map(([code, label]) => (
          <TextArea key={code} {...made.field(`guidelines.${code}`)} lang={code} rows={6} label={label} />
        ))}
      </Part>
      <Part
        title={<Trans>Links</Trans>}
        lead={<Trans>Where links in posts may lead. Other addresses are refused. Empty: anywhere.</Trans>}
      >
        <TextArea
          {...made.field('link_domains')}
          optional
          spellCheck={false}
          label={<Trans>Domains</Trans>}
          hint={<Trans>One to a line, such as example.com. Addresses below it are included.</Trans>}
        />
      </Part>
      <Part
        title={<Trans>When something is late</Trans>}
        lead={
          <Trans>
            A planned post that could not go out in time is never posted late in silence: its author is asked.
          </Trans>
        }
      >
        <TextField
          {...made.field('lateness_minutes')}
          inputMode="numeric"
          className="max-w-40"
          label={<Trans>Minutes that it may be late</Trans>}
        />
      </Part>
    </>
  );
}

function About({ made }: PartProps) {
  return (
    <Part title={<Trans>The programme</Trans>}>
      <TextField {...made.field('name')} label={<Trans>Name</Trans>} />
      <TextArea
        {...made.field('purpose')}
        rows={2}
        label={<Trans>What is it for?</Trans>}
        hint={<Trans>One or two sentences. Everyone who is invited reads them.</Trans>}
      />
    </Part>
  );
}

export function SettingsForm({ keep, saved, send, reread }: Props) {
  const { i18n } = useLingui();
  const made = useKeptForm<SettingsValues>({ schema: settingsSchema, keep, saved });
  const { form, takeProblem, summary, conflicts } = made;
  const [error, setError] = useState<unknown>(null);
  const [overtaken, setOvertaken] = useState(conflicts.length > 0);
  const save = form.handleSubmit(async (values) => {
    setError(null);
    try {
      made.settle(await send(values));
      setOvertaken(false);
    } catch (problem) {
      if (isProblem(problem, 'precondition-failed')) {
        made.meet(await reread());
        setOvertaken(true);
      } else if (!takeProblem(problem)) setError(problem);
    }
  });
  return (
    <form noValidate onSubmit={(event) => void save(event)} className="grid gap-8">
      <ErrorSummary {...summary} />
      {error != null && <Trouble error={error} />}
      {overtaken && (
        <Conflicts
          conflicts={conflicts}
          name={(path) => settingName(i18n, path)}
          show={(path, value) => settingValue(i18n, path, value)}
          onChoose={made.choose}
        />
      )}
      {made.restored && (
        <Notice title={<Trans>Here is what you had written and not saved</Trans>}>
          <div>
            <Button look="quiet" className="-ml-2" onClick={made.startOver}>
              <Trans>Leave it, and start from what is saved</Trans>
            </Button>
          </div>
        </Notice>
      )}
      <About made={made} />
      <Joining made={made} />
      <Naming made={made} />
      <Rules made={made} />
      <div className="sticky bottom-0 z-10 -mx-4 border-t border-line bg-paper px-4 py-3 lg:mx-0 lg:px-0">
        <Button type="submit" busy={form.formState.isSubmitting}>
          <Trans>Save the settings</Trans>
        </Button>
      </div>
    </form>
  );
}
