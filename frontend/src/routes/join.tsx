/** Joining with nothing but a phone: a code from a poster, a message or a printed card. */
import { t as say } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import * as z from 'zod/mini';
import type { JoinOffer } from '../api/types';
import { Button, buttonClass } from '../components/ui/button';
import { ErrorSummary } from '../components/ui/error-summary';
import { TextField } from '../components/ui/field';
import { Loaded } from '../components/ui/loaded';
import { PageHeading } from '../components/ui/page';
import { PublicFrame } from '../components/ui/public-frame';
import { Trouble } from '../components/ui/trouble';
import { tidyCode } from '../features/ambassadors/code';
import { Assurances, JoinForm } from '../features/ambassadors/components/join-form';
import { joinQuery } from '../features/ambassadors/queries';
import { useTakeSession } from '../features/people/mutations';
import { useSession } from '../features/people/use-session';
import { useAppForm } from '../hooks/use-app-form';
import { applyBrand } from '../lib/brand';

const schema = z.object({
  code: z.string().check(
    z.refine((value) => tidyCode(value).length >= 4, {
      error: () => say`Write the code from the poster or the message`,
    }),
  ),
});

export function JoinByHandPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { form, field, summary } = useAppForm(schema, { code: '' });
  const send = form.handleSubmit(({ code }) => navigate({ to: '/join/$code', params: { code: tidyCode(code) } }));
  return (
    <PublicFrame>
      <PageHeading
        title={t`Join with a code`}
        lead={t`You find it on a poster, in a message, or with the person who invited you.`}
      />
      <form noValidate onSubmit={(event) => void send(event)} className="grid gap-5">
        <ErrorSummary {...summary} />
        <TextField
          {...field('code')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          className="max-w-72 text-xl tracking-[.12em] uppercase"
          label={<Trans>Code</Trans>}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit">
            <Trans>Continue</Trans>
          </Button>
          <Link to="/sign-in" className={buttonClass('quiet')}>
            <Trans>I am in already: sign in</Trans>
          </Link>
        </div>
      </form>
    </PublicFrame>
  );
}

function Offer({ code, offer }: { code: string; offer: JoinOffer }) {
  const { t } = useLingui();
  const { person } = useSession();
  const navigate = useNavigate();
  const take = useTakeSession();
  const { programme, organisation } = offer;
  const colour = organisation.brand_colour;
  useEffect(() => applyBrand(colour), [colour]);
  const name = programme.name;
  return (
    <div className="grid gap-8">
      <div>
        <p className="mb-1 text-muted">{organisation.name}</p>
        <PageHeading title={t`Join ${name}`} className="mb-2">
          {name}
        </PageHeading>
        <p className="text-lg leading-snug">{programme.purpose}</p>
      </div>
      <Assurances />
      <JoinForm
        code={code}
        offer={offer}
        knownName={person?.name ?? null}
        onJoined={(session) => void take(session).then(() => navigate({ to: '/', replace: true }))}
      />
    </div>
  );
}

export function JoinPage() {
  const { t } = useLingui();
  const code = tidyCode(useParams({ from: '/join/$code' }).code);
  const query = useQuery(joinQuery(code));
  return (
    <PublicFrame>
      {query.isError ? (
        <div className="grid gap-5">
          <PageHeading title={t`The code does not work`} className="mb-0" />
          <Trouble error={query.error} />
          <div>
            <Link to="/join" className={buttonClass()}>
              <Trans>Write another code</Trans>
            </Link>
          </div>
        </div>
      ) : (
        <Loaded query={query} skeleton={<div className="skeleton h-[70vh]" />}>
          {(offer) => <Offer code={code} offer={offer} />}
        </Loaded>
      )}
    </PublicFrame>
  );
}
