/** Everything about oneself: name, language, look, ways in, open devices, leaving. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../components/ui/button';
import { PageHeading } from '../components/ui/page';
import { Trouble } from '../components/ui/trouble';
import { Programmes } from '../features/ambassadors/components/programmes';
import { AboutMe } from '../features/people/components/about-me';
import { OpenSessions } from '../features/people/components/open-sessions';
import { ThemeChoice } from '../features/people/components/theme-choice';
import { WaysIn } from '../features/people/components/ways-in';
import { useSignOut } from '../features/people/mutations';
import { usePerson, useSession } from '../features/people/use-session';

function Section({ id, title, children }: { id?: string; title: ReactNode; children: ReactNode }) {
  return (
    <section id={id} className="grid content-start gap-3">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function SignOut() {
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-muted">
        <Trans>What you have written and not shared stays on this device.</Trans>
      </p>
      {signOut.isError && <Trouble error={signOut.error} />}
      <Button
        look="outline"
        busy={signOut.isPending}
        onClick={() => signOut.mutate(undefined, { onSuccess: () => void navigate({ to: '/sign-in', replace: true }) })}
      >
        <Trans>Sign out</Trans>
      </Button>
    </div>
  );
}

export function YouPage() {
  const { t } = useLingui();
  const { memberships } = useSession();
  const person = usePerson();
  return (
    <>
      <PageHeading title={t`You`} lead={person.name} />
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        <Link
          to="/you/profiles"
          className="card flex min-h-16 items-center gap-3 px-4 py-3 hover:border-brand lg:col-span-2"
        >
          <span className="flex-1">
            <span className="block font-bold">
              <Trans>Where you share</Trans>
            </span>
            <span className="block text-sm text-muted">
              <Trans>Your profiles, and what Fortaler may do there</Trans>
            </span>
          </span>
          <ChevronRight aria-hidden size={20} className="text-muted" />
        </Link>
        <Section title={<Trans>About you</Trans>}>
          <AboutMe person={person} />
        </Section>
        <Section title={<Trans>Light or dark</Trans>}>
          <ThemeChoice />
        </Section>
        <Section id="ways-in" title={<Trans>Ways back in</Trans>}>
          <WaysIn person={person} />
        </Section>
        <Section title={<Trans>Where you are signed in</Trans>}>
          <OpenSessions />
        </Section>
        <Section title={<Trans>Your programmes</Trans>}>
          <Programmes memberships={memberships} />
        </Section>
        <Section title={<Trans>Sign out</Trans>}>
          <SignOut />
        </Section>
      </div>
    </>
  );
}
