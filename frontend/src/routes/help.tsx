/** The few things people ask: who sees what, what may go wrong, and the way back in. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHeading } from '../components/ui/page';
import { PublicFrame } from '../components/ui/public-frame';

function Question({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <details className="card px-4 open:pb-4">
      <summary className="flex min-h-14 items-center font-bold">{title}</summary>
      <div className="grid gap-2">{children}</div>
    </details>
  );
}

function Questions() {
  return (
    <>
      <Question title={<Trans>Who sees my numbers?</Trans>}>
        <p>
          <Trans>
            You see your own. The people who run the programme see totals, and only for groups so large that nobody can
            be picked out.
          </Trans>
        </p>
      </Question>
      <Question title={<Trans>Can anyone see what I do not share?</Trans>}>
        <p>
          <Trans>No. What you read, write and leave again is between you and your device.</Trans>
        </p>
      </Question>
      <Question title={<Trans>Can Fortaler post without me?</Trans>}>
        <p>
          <Trans>
            No. You see the exact words first, and each post is your own yes. You can take it back for ten seconds, and
            a planned post for as long as it waits.
          </Trans>
        </p>
      </Question>
      <Question title={<Trans>Why does it say where I work?</Trans>}>
        <p>
          <Trans>
            Whoever speaks for their own workplace must say so; that is the law in many places, and fair everywhere. So
            that line stands first in the post and cannot be taken out.
          </Trans>
        </p>
      </Question>
      <Question title={<Trans>Why are LinkedIn and others not posted for me?</Trans>}>
        <p>
          <Trans>
            Some networks let no other program post for a person. There we copy your words and open the network; you
            paste them and press the button.
          </Trans>
        </p>
      </Question>
      <Question title={<Trans>What does “We do not know yet” mean?</Trans>}>
        <p>
          <Trans>
            The network’s answer was lost on the way. We look on your profile before anything else happens, so that
            nothing is posted twice. Where we cannot look, we ask you.
          </Trans>
        </p>
      </Question>
      <Question title={<Trans>I have a new phone. How do I get in?</Trans>}>
        <p>
          <Trans>With your e-mail address, or with your code on paper. You choose both under You, Ways back in.</Trans>
        </p>
      </Question>
    </>
  );
}

export function HelpPage() {
  const { t } = useLingui();
  return (
    <PublicFrame>
      <PageHeading title={t`Help`} lead={t`Short answers to what people ask.`} />
      <div className="grid gap-3">
        <Questions />
      </div>
      <p className="mt-8">
        <Link to="/" className="link inline-flex min-h-11 items-center">
          <Trans>Go to the stories</Trans>
        </Link>
      </p>
    </PublicFrame>
  );
}
