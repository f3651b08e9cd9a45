/** The story editor, for new stories and for those that exist. What is written is kept on this device until it is saved. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { isProblem } from '../../../api/problems';
import { TOPIC_WORDS } from '../../../api/topics';
import type { Locale, NetworkInfo, StoryState, Topic } from '../../../api/types';
import { Conflicts } from '../../../components/admin/conflicts';
import { Button } from '../../../components/ui/button';
import { RadioChip } from '../../../components/ui/chip';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { CheckField, FieldGroup, SelectField, TextField } from '../../../components/ui/field';
import { Notice } from '../../../components/ui/notice';
import { Tabs } from '../../../components/ui/tabs';
import { Trouble } from '../../../components/ui/trouble';
import { useKeptForm } from '../../../hooks/use-kept-form';
import { AudienceField } from './audience-field';
import { inFormWords, LOCALES, type StoryValues } from './editing';
import { fieldName, fieldValue } from './field-names';
import { useUpdatePicture } from './mutations';
import { PictureField } from './picture-field';
import { storySchema } from './schema';
import { TextFields } from './text-fields';
import { TimesFields } from './times-fields';

export type Act = 'save' | 'publish';

type Props = {
  programmeId: string;
  /** Names the story on this device. */
  keep: string;
  saved: StoryValues;
  state: StoryState;
  zone: string;
  networks: NetworkInfo[];
  tags: string[];
  /** Sends what is written, and gives back what the server then has. Throws a Problem. */
  send: (values: StoryValues, act: Act) => Promise<StoryValues>;
  /** What the server has now, asked for when someone else saved first. */
  reread?: () => Promise<StoryValues>;
};

const NAMES: Record<Locale, string> = { da: 'Dansk', en: 'English' };

type Form = ReturnType<typeof useKeptForm<StoryValues>>;

/** Everything that is the same in every language. */
function Settings({
  made,
  programmeId,
  tags,
  zone,
  state,
}: { made: Form } & Pick<Props, 'programmeId' | 'tags' | 'zone' | 'state'>) {
  const { i18n } = useLingui();
  const { form, field } = made;
  return (
    <div className="grid content-start gap-8">
      <PictureField
        programmeId={programmeId}
        asset={form.watch('asset')}
        alt={made.errorOf('asset.alt')}
        onChange={(asset) => form.setValue('asset', asset, { shouldDirty: true })}
      />
      <AudienceField
        programmeId={programmeId}
        tags={tags}
        value={form.watch('audience')}
        onChange={(audience) => form.setValue('audience', audience, { shouldDirty: true })}
      />
      <TimesFields zone={zone} from={field('from')} until={field('until')} began={state === 'live'} />
      <section className="grid gap-5">
        <h2>
          <Trans>In the feed</Trans>
        </h2>
        <SelectField {...field('topic')} label={<Trans>What is it about?</Trans>}>
          {(Object.keys(TOPIC_WORDS) as Topic[]).map((topic) => (
            <option key={topic} value={topic}>
              {i18n._(TOPIC_WORDS[topic])}
            </option>
          ))}
        </SelectField>
        <TextField
          {...field('url')}
          optional
          type="url"
          inputMode="url"
          placeholder="https://"
          label={<Trans>Link to the page</Trans>}
        />
        <FieldGroup legend={<Trans>Main language</Trans>}>
          <div className="flex flex-wrap gap-2">
            {LOCALES.map((one) => (
              <RadioChip key={one} lang={one} value={one} {...form.register('language')}>
                {NAMES[one]}
              </RadioChip>
            ))}
          </div>
        </FieldGroup>
        <div>
          <CheckField {...form.register('pinned')} label={<Trans>Keep at the top of the feed</Trans>} />
          <CheckField
            {...form.register('mustKnow')}
            label={<Trans>Mark as good to know</Trans>}
            hint={<Trans>Use it sparingly.</Trans>}
          />
        </div>
      </section>
    </div>
  );
}

function Restored({ made }: { made: Form }) {
  if (!made.restored) return null;
  return (
    <Notice title={<Trans>Here is what you had written and not saved</Trans>}>
      <div>
        <Button look="quiet" className="-ml-2" onClick={made.startOver}>
          <Trans>Leave it, and start from what is saved</Trans>
        </Button>
      </div>
    </Notice>
  );
}

/** The one that comes next is the primary: publishing what nobody can see yet, saving what they can. */
function Buttons({
  state,
  later,
  busy,
  onAct,
}: {
  state: StoryState;
  later: boolean;
  busy: Act | null;
  onAct: (act: Act) => void;
}) {
  const seen = state === 'live' || state === 'withdrawn';
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap gap-3 border-t border-line bg-paper px-4 py-3 lg:col-span-2 lg:mx-0 lg:px-0">
      {!seen && (
        <Button type="submit" busy={busy === 'publish'}>
          {later ? <Trans>Schedule</Trans> : <Trans>Publish</Trans>}
        </Button>
      )}
      <Button
        type={seen ? 'submit' : 'button'}
        look={seen ? 'primary' : 'outline'}
        className="min-h-12"
        busy={busy === 'save'}
        onClick={seen ? undefined : () => onAct('save')}
      >
        {state === 'draft' ? <Trans>Save the draft</Trans> : <Trans>Save</Trans>}
      </Button>
    </div>
  );
}

export function StoryForm({ programmeId, keep, saved, state, zone, networks, tags, send, reread }: Props) {
  const { t, i18n } = useLingui();
  const made = useKeptForm<StoryValues>({ schema: storySchema, keep, saved });
  const { form, field, takeProblem, summary, conflicts } = made;
  const [tab, setTab] = useState<Locale>(form.getValues('language'));
  const [busy, setBusy] = useState<Act | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [overtaken, setOvertaken] = useState(conflicts.length > 0);

  const { mutateAsync: updatePicture } = useUpdatePicture();

  const attempt = async (values: StoryValues, act: Act) => {
    setBusy(act);
    setError(null);
    try {
      const asset = values.asset && (await updatePicture(values.asset));
      made.settle(await send({ ...values, asset }, act));
      setOvertaken(false);
    } catch (problem) {
      if (isProblem(problem, 'precondition-failed') && reread) {
        made.meet(await reread());
        setOvertaken(true);
      } else if (!takeProblem(inFormWords(problem, values))) setError(problem);
    } finally {
      setBusy(null);
    }
  };
  /** The first mistake may stand under the other language's tab: show it, so that the summary's link finds it. */
  const act = (what: Act) => {
    const language = form.getValues('language');
    return form.handleSubmit(
      (values) => attempt(values, what),
      ({ texts }) => texts && setTab(texts[language] ? language : language === 'da' ? 'en' : 'da'),
    )();
  };
  const first: Act = state === 'live' || state === 'withdrawn' ? 'save' : 'publish';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void act(first);
      }}
      className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]"
    >
      <div className="grid min-w-0 content-start gap-6">
        <ErrorSummary {...summary} />
        {error != null && <Trouble error={error} />}
        {overtaken && (
          <Conflicts
            conflicts={conflicts}
            name={(path) => fieldName(i18n, path)}
            show={(path, value) => fieldValue(i18n, path, value)}
            onChoose={made.choose}
          />
        )}
        <Restored made={made} />
        <Tabs
          label={t`Language`}
          value={tab}
          onChange={(next) => setTab(next === 'en' ? 'en' : 'da')}
          tabs={LOCALES.map((one) => ({
            key: one,
            label: <span lang={one}>{NAMES[one]}</span>,
            panel: <TextFields language={one} form={form} field={field} networks={networks} />,
          }))}
        />
      </div>
      <Settings made={made} programmeId={programmeId} tags={tags} zone={zone} state={state} />
      <Buttons state={state} later={form.watch('from') !== ''} busy={busy} onAct={(what) => void act(what)} />
    </form>
  );
}
