/** One language's text of a story. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Path, UseFormReturn } from 'react-hook-form';
import type { Locale, NetworkInfo } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { TextArea, TextField } from '../../../components/ui/field';
import { Markdown } from '../../../components/ui/markdown';
import { NetworkMark } from '../../../components/ui/network-mark';
import { countFor } from '../../../lib/text';
import type { StoryValues } from './editing';

type Registered = { id: string; error?: string; name: string };

type Props = {
  language: Locale;
  form: UseFormReturn<StoryValues>;
  field: (name: Path<StoryValues>) => Registered;
  networks: NetworkInfo[];
};

function Body({ language, form, field }: Omit<Props, 'networks'>) {
  const [shown, setShown] = useState(false);
  const name = `texts.${language}.body` as const;
  return (
    <div className="grid gap-2">
      <TextArea
        {...field(name)}
        lang={language}
        optional
        rows={6}
        label={<Trans>The whole story</Trans>}
        hint={<Trans>Markdown: **bold**, lists with a hyphen, links as [words](https://…).</Trans>}
      />
      <div>
        <Button look="quiet" className="-ml-2" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? <Trans>Hide the preview</Trans> : <Trans>Preview</Trans>}
        </Button>
      </div>
      {shown && (
        <div className="well p-4" lang={language}>
          <Markdown text={form.watch(name)} />
        </div>
      )}
    </div>
  );
}

function Caption({ network, language, form, field }: Omit<Props, 'networks'> & { network: NetworkInfo }) {
  const { t } = useLingui();
  const name = `texts.${language}.captions.${network.key}` as const;
  const words = form.watch(name) ?? '';
  const used = countFor(network.key, words, network.rules.url_cost);
  const max = network.rules.max_text;
  const title = network.name;
  return (
    <div>
      <TextArea
        {...field(name)}
        lang={language}
        rows={2}
        label={
          <span className="flex items-center gap-2">
            <NetworkMark network={network.key} size={20} />
            {title}
          </span>
        }
      />
      {words && (
        <p
          className={`mt-1 text-sm tabular-nums ${max !== null && used > max ? 'font-semibold text-danger' : 'text-muted'}`}
        >
          {max === null ? t`${used}, before disclosure and link` : t`${used} of ${max}, before disclosure and link`}
        </p>
      )}
    </div>
  );
}

export function TextFields({ language, form, field, networks }: Props) {
  return (
    <div className="grid gap-5">
      <TextField {...field(`texts.${language}.title`)} lang={language} label={<Trans>Title</Trans>} />
      <TextArea
        {...field(`texts.${language}.why`)}
        lang={language}
        rows={2}
        label={<Trans>Why it matters</Trans>}
        hint={<Trans>One or two sentences: why would someone want to tell this?</Trans>}
      />
      <TextArea
        {...field(`texts.${language}.questions`)}
        lang={language}
        optional
        label={<Trans>Questions to start from</Trans>}
        hint={<Trans>One to a line. People write best when they are asked something only they can answer.</Trans>}
      />
      <TextArea
        {...field(`texts.${language}.facts`)}
        lang={language}
        optional
        label={<Trans>Facts</Trans>}
        hint={<Trans>One to a line.</Trans>}
      />
      <TextArea
        {...field(`texts.${language}.angles`)}
        lang={language}
        optional
        label={<Trans>Ways to tell it</Trans>}
        hint={<Trans>One to a line, for example: the craft behind it.</Trans>}
      />
      <Body language={language} form={form} field={field} />
      <details>
        <summary className="inline-flex min-h-11 items-center font-bold underline underline-offset-4">
          <Trans>Suggested words for each network</Trans>
        </summary>
        <p className="mb-3 text-muted">
          <Trans>
            They are one tap away and labelled as yours. Leave them out where people should find their own words.
          </Trans>
        </p>
        <div className="grid gap-4">
          {networks.map((network) => (
            <Caption key={network.key} network={network} language={language} form={form} field={field} />
          ))}
        </div>
      </details>
    </div>
  );
}
