/** Everything about oneself: name, language, look, ways in, open devices, leaving. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronRight, Share2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../components/ui/button';
import { PageHeading } from '../components/ui/page';
import { Trouble } from '../components/ui/trouble';
import { Programmes } from '../features/ambassadors/components/programmes';
import { AboutMyData } from '../features/audit/components/about-my-data';
import { AboutMe } from '../features/people/components/about-me';
import { OpenSessions } from '../features/people/components/open-sessions';
import { ThemeChoice } from '../features/people/components/theme-choice';
import { WaysIn } from '../features/people/components/ways-in';
import { useSignOut } from '../features/people/mutations';
import { usePerson, useSession } from '../features/people/use-session';

function Section({ id, title, children }: { id?: string; title: ReactNode; children: ReactNode }) {
  return (
    <section id={id} className="grid break-inside-avoid content-start gap-3 pb-10">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function ToProfiles() {
  return (
    <Link to="/you/profiles" className="card mb-10 flex min-h-16 items-center gap-3 px-4 py-3 hover:border-brand">
      <Share2 aria-hidden size={24} className="shrink-0 text-brand" />
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
      <PageHeading title={t`You`} lead={person.name} className="mb-5 lg:mb-7" />
      <ToProfiles />
      <div className="gap-12 pb-2 lg:columns-2">
        <Section title={<Trans>About you</Trans>}>
          <AboutMe person={person} />
        </Section>
        <Section title={<Trans>Light or dark</Trans>}>
          <ThemeChoice />
        </Section>
        <Section title={<Trans>Your programmes</Trans>}>
          <Programmes memberships={memberships} />
        </Section>
        <Section id="ways-in" title={<Trans>Ways back in</Trans>}>
          <WaysIn person={person} />
        </Section>
        <Section title={<Trans>Where you are signed in</Trans>}>
          <OpenSessions />
        </Section>
        <Section title={<Trans>Who has looked at what is yours</Trans>}>
          <AboutMyData />
        </Section>
        <Section title={<Trans>Sign out</Trans>}>
          <SignOut />
        </Section>
      </div>
      <p className="flex flex-wrap gap-x-6 border-t border-line pt-3">
        <Link to="/help" className="link inline-flex min-h-11 items-center">
          <Trans>Help</Trans>
        </Link>
        <Link to="/accessibility" className="link inline-flex min-h-11 items-center">
          <Trans>Accessibility</Trans>
        </Link>
      </p>
    </>
  );
}
