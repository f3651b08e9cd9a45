/** The story editor, for new stories and for those that exist. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { Asset, Locale, NetworkInfo, Topic } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { RadioChip } from '../../../components/ui/chip';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { CheckField, FieldGroup, SelectField, TextField } from '../../../components/ui/field';
import { Tabs } from '../../../components/ui/tabs';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { TOPIC_WORDS } from '../../../lib/topics';
import { AudienceField } from './audience-field';
import { LOCALES, type StoryBody, type StoryValues, toStory } from './editing';
import { PictureField } from './picture-field';
import { storySchema } from './schema';
import { TextFields } from './text-fields';

type Props = {
  programmeId: string;
  values: StoryValues;
  asset: Asset | null;
  networks: NetworkInfo[];
  tags: string[];
  busy: boolean;
  error: unknown;
  save: (body: StoryBody, onRefused: (error: unknown) => void) => void;
  /** Stands beside the button that saves. */
  acts?: ReactNode;
};

const NAMES: Record<Locale, string> = { da: 'Dansk', en: 'English' };

export function StoryForm({ programmeId, values, asset: firstAsset, networks, tags, busy, error, save, acts }: Props) {
  const { t, i18n } = useLingui();
  const [asset, setAsset] = useState(firstAsset);
  const [tab, setTab] = useState<Locale>(values.language);
  const { form, field, takeProblem, summary } = useAppForm<StoryValues>(storySchema, values);
  const language = form.watch('language');
  const audience = form.watch('audience');
  const submit = form.handleSubmit(
    (filled) => save(toStory(filled, asset), takeProblem),
    // The first mistake may stand under the other language's tab: show it, so that the summary's link finds it.
    ({ texts }) => texts && setTab(texts[language] ? language : language === 'da' ? 'en' : 'da'),
  );
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="grid min-w-0 content-start gap-6">
        <ErrorSummary {...summary} />
        {error != null && summary.errors.length === 0 && <Trouble error={error} />}
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
      <div className="grid content-start gap-8">
        <div className="grid gap-5">
          <SelectField {...field('topic')} label={<Trans>What is it about?</Trans>}>
            {(Object.keys(TOPIC_WORDS) as Topic[]).map((topic) => (
              <option key={topic} value={topic}>
                {i18n._(TOPIC_WORDS[topic])}
              </option>
            ))}
          </SelectField>
          <FieldGroup legend={<Trans>Main language</Trans>}>
            <div className="flex flex-wrap gap-2">
              {LOCALES.map((one) => (
                <RadioChip key={one} lang={one} value={one} {...form.register('language')}>
                  {NAMES[one]}
                </RadioChip>
              ))}
            </div>
          </FieldGroup>
          <TextField {...field('url')} optional type="url" inputMode="url" placeholder="https://" label={<Trans>Link to the page</Trans>} />
        </div>
        <PictureField programmeId={programmeId} asset={asset} onChange={setAsset} />
        <AudienceField
          programmeId={programmeId}
          tags={tags}
          value={audience}
          onChange={(next) => form.setValue('audience', next, { shouldDirty: true })}
        />
        <div>
          <CheckField {...form.register('pinned')} label={<Trans>Keep at the top of the feed</Trans>} />
          <CheckField {...form.register('mustKnow')} label={<Trans>Mark as good to know</Trans>} hint={<Trans>Use it sparingly.</Trans>} />
        </div>
      </div>
      <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 -mx-4 flex flex-wrap gap-3 border-t border-line bg-paper/95 px-4 py-3 lg:bottom-0 lg:col-span-2 lg:mx-0 lg:px-0">
        <Button type="submit" look={acts ? 'outline' : 'primary'} busy={busy}>
          <Trans>Save</Trans>
        </Button>
        {acts}
      </div>
    </form>
  );
}
