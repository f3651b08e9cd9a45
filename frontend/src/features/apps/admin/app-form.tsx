/** An organisation's app at one network: which access, what to do there, and what to copy back. */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { AppPlace } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { RadioCard } from '../../../components/ui/radio-card';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { fromPlace, schemaFor, toEntry } from './app-schema';
import { AtNetwork } from './at-network';
import { useRegisterApp } from './mutations';
import { modeWords } from './words';

type Props = { place: AppPlace; name: string; onSaved: () => void };
type Form = ReturnType<typeof useAppForm<ReturnType<typeof fromPlace>>>;

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

function Modes({ place, made, name }: { place: AppPlace; made: Form; name: string }) {
  const { t, i18n } = useLingui();
  return (
    <div role="radiogroup" aria-label={t`Which access does ${name} grant you?`} className="grid gap-2">
      {place.modes.map(({ mode }) => {
        const words = modeWords(place.network, mode);
        return (
          <RadioCard key={mode} value={mode} {...made.form.register('mode')} title={i18n._(words.name)}>
            {i18n._(words.meaning)}
          </RadioCard>
        );
      })}
    </div>
  );
}

/** The secret is taken in and never shown again, not even to the person who wrote it. */
function Secret({ made, held }: { made: Form; held: boolean }) {
  return (
    <TextField
      {...made.field('client_secret')}
      type="password"
      autoComplete="off"
      spellCheck={false}
      label={<Trans>Client secret</Trans>}
      hint={
        held ? (
          <Trans>One is kept, and cannot be shown. Leave this empty to go on with it, or write a new one.</Trans>
        ) : (
          <Trans>It is encrypted when you save, and nobody can read it here afterwards.</Trans>
        )
      }
    />
  );
}

export function AppForm({ place, name, onSaved }: Props) {
  const register = useRegisterApp(place.network);
  const made = useAppForm(schemaFor(place), fromPlace(place));
  const { form, field, takeProblem, summary } = made;
  const save = form.handleSubmit((values) =>
    register.mutate(toEntry(values, place), {
      onError: takeProblem,
      onSuccess: (saved) => {
        form.reset(fromPlace(saved));
        onSaved();
      },
    }),
  );
  return (
    <form noValidate onSubmit={(event) => void save(event)} className="grid gap-8">
      <ErrorSummary {...summary} />
      {register.isError && summary.errors.length === 0 && <Trouble error={register.error} />}
      <Part title={<Trans>Which access?</Trans>} lead={<Trans>It decides what people can do and see.</Trans>}>
        <Modes place={place} made={made} name={name} />
      </Part>
      <Part title={<Trans>At {name}</Trans>} lead={<Trans>Once, by somebody who may speak for you there.</Trans>}>
        <AtNetwork place={place} mode={form.watch('mode')} name={name} />
      </Part>
      <Part title={<Trans>Back here</Trans>} lead={<Trans>What {name} shows when the app is made.</Trans>}>
        <TextField
          {...field('client_id')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          label={<Trans>Client id</Trans>}
        />
        <Secret made={made} held={place.app !== null} />
        {place.costs && (
          <TextField
            {...field('cap')}
            optional
            inputMode="decimal"
            className="max-w-40"
            label={<Trans>At most a month, in US dollars</Trans>}
            hint={
              <Trans>When it is used up, posts wait until the next month or a higher limit. Empty: no limit.</Trans>
            }
          />
        )}
      </Part>
      <div className="sticky bottom-0 z-10 -mx-4 border-t border-line bg-paper px-4 py-3 lg:mx-0 lg:px-0">
        <Button type="submit" busy={register.isPending}>
          <Trans>Save and test</Trans>
        </Button>
      </div>
    </form>
  );
}
