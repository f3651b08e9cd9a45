/** Joining: who asks, what it means in plain words, one name, one yes. */
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Eye, Hand, LogOut, MessageCircleCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import * as z from 'zod/mini';
import type { JoinOffer, Session } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { CheckField, TextArea, TextField } from '../../../components/ui/field';
import { Markdown } from '../../../components/ui/markdown';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { newKey } from '../../../lib/ids';
import { currentLanguage } from '../../../lib/language';
import { browserZone } from '../../../lib/wall-time';
import { useJoin } from '../mutations';

const schema = (asksForWords: boolean) =>
  z.object({
    name: z.string().check(
      z.refine((value) => value.trim().length > 0, { error: () => t`Write your name` }),
      z.maxLength(100, { error: () => t`Write your name in at most 100 characters` }),
    ),
    application: z.string().check(
      z.refine((value) => !asksForWords || value.trim().length > 0, {
        error: () => t`Write a few words; one sentence is enough`,
      }),
    ),
    accepts: z.boolean().check(z.refine((value) => value, { error: () => t`Say yes to the guidelines to take part` })),
  });

function Assurance({ icon: Icon, title, children }: { icon: typeof Eye; title: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <Icon aria-hidden size={24} className="mt-0.5 shrink-0 text-brand" />
      <div>
        <p className="font-bold">{title}</p>
        <p className="text-muted">{children}</p>
      </div>
    </li>
  );
}

/** What taking part means, before anyone is asked for anything. */
export function Assurances() {
  return (
    <ul className="grid gap-4">
      <Assurance icon={Hand} title={<Trans>You decide</Trans>}>
        <Trans>Share what you can vouch for, when you like. Nobody can see what you choose not to share.</Trans>
      </Assurance>
      <Assurance icon={MessageCircleCheck} title={<Trans>Nothing is posted without you</Trans>}>
        <Trans>You see the exact words first, and press share yourself. Every time.</Trans>
      </Assurance>
      <Assurance icon={Eye} title={<Trans>Who sees my numbers?</Trans>}>
        <Trans>
          You see your own. The people who run the programme see totals, and only for groups so large that nobody can be
          picked out.
        </Trans>
      </Assurance>
      <Assurance icon={LogOut} title={<Trans>You can leave at any time</Trans>}>
        <Trans>Planned posts stop, and our access to your profiles is given back at once.</Trans>
      </Assurance>
    </ul>
  );
}

type Props = { code: string; offer: JoinOffer; knownName: string | null; onJoined: (session: Session) => void };

export function JoinForm({ code, offer, knownName, onJoined }: Props) {
  const [key] = useState(newKey);
  const join = useJoin(code, key);
  const language = currentLanguage();
  const guidelines = offer.programme.guidelines[language];
  const { form, field, takeProblem, summary } = useAppForm(schema(offer.needs_application), {
    name: knownName ?? '',
    application: '',
    accepts: false,
  });
  const send = form.handleSubmit(({ name, application }) =>
    join.mutate(
      { name: name.trim(), locale: language, zone: browserZone(), application: application.trim() || null },
      { onError: takeProblem, onSuccess: onJoined },
    ),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-6">
      <ErrorSummary {...summary} />
      {join.isError && summary.errors.length === 0 && <Trouble error={join.error} />}
      {knownName ? (
        <p>
          <Trans>You join as {knownName}.</Trans>
        </p>
      ) : (
        <TextField
          {...field('name')}
          autoComplete="name"
          label={<Trans>Your name</Trans>}
          hint={<Trans>As you would like the others in the programme to see it.</Trans>}
        />
      )}
      {offer.needs_application && (
        <TextArea
          {...field('application')}
          label={offer.question?.[language] ?? <Trans>Why would you like to take part?</Trans>}
        />
      )}
      {guidelines.trim() && (
        <section className="well p-4">
          <h2 className="mb-2">
            <Trans>The guidelines</Trans>
          </h2>
          <Markdown text={guidelines} />
        </section>
      )}
      <CheckField {...field('accepts')} label={<Trans>I have read this and want to take part</Trans>} />
      <div>
        <Button type="submit" busy={join.isPending} className="w-full sm:w-auto">
          {offer.needs_application ? <Trans>Send my application</Trans> : <Trans>Join</Trans>}
        </Button>
      </div>
    </form>
  );
}
