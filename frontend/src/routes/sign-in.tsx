/** Ways back in: a code by e-mail, a code on paper, or a link that works once. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button, buttonClass } from '../components/ui/button';
import { PageHeading } from '../components/ui/page';
import { PublicFrame } from '../components/ui/public-frame';
import { Segments } from '../components/ui/segments';
import { Trouble } from '../components/ui/trouble';
import { EmailSignIn } from '../features/people/components/email-sign-in';
import { PrintedSignIn } from '../features/people/components/printed-sign-in';
import { useSignIn } from '../features/people/mutations';
import { useSession } from '../features/people/use-session';

/** Leads on to an address of our own, which may hold a search. */
function GoTo({ address }: { address: string }) {
  const { history } = useRouter();
  useEffect(() => history.replace(address), [history, address]);
  return null;
}

export function SignInPage() {
  const { t } = useLingui();
  const { next } = useSearch({ from: '/sign-in' });
  const session = useSession();
  const [way, setWay] = useState<'email' | 'printed'>('email');
  if (session.person) return <GoTo address={next ?? '/'} />;
  return (
    <PublicFrame>
      <PageHeading title={t`Sign in`} lead={t`No password. You get a code, or use the one you have.`} />
      <div className="mb-6">
        <Segments
          label={t`How do you want to sign in?`}
          choices={[
            { value: 'email', label: <Trans>E-mail</Trans> },
            { value: 'printed', label: <Trans>Code on paper</Trans> },
          ]}
          value={way}
          onChange={setWay}
        />
      </div>
      {way === 'email' ? <EmailSignIn /> : <PrintedSignIn />}
      <p className="mt-10 border-t border-line pt-4">
        <Trans>New here?</Trans>{' '}
        <Link to="/join" className="link inline-flex min-h-11 items-center">
          <Trans>Join with a code</Trans>
        </Link>
      </p>
    </PublicFrame>
  );
}

/** A link must not be used up by whatever opens it first (mail scanners do): it takes a press. */
export function SignInLinkPage() {
  const { t } = useLingui();
  const { token } = useParams({ from: '/sign-in/$token' });
  const navigate = useNavigate();
  const signIn = useSignIn();
  return (
    <PublicFrame>
      <PageHeading title={t`Sign in`} lead={t`This link works once.`} />
      <div className="grid justify-items-start gap-4">
        {signIn.isError && (
          <>
            <Trouble error={signIn.error} />
            <Link to="/sign-in" className={buttonClass('outline')}>
              <Trans>Sign in another way</Trans>
            </Link>
          </>
        )}
        {!signIn.isError && (
          <Button
            busy={signIn.isPending}
            onClick={() =>
              signIn.mutate({ way: 'link', token }, { onSuccess: () => void navigate({ to: '/', replace: true }) })
            }
          >
            <Trans>Sign me in</Trans>
          </Button>
        )}
      </div>
    </PublicFrame>
  );
}
