/** What is shown when an address leads nowhere, or a page cannot be drawn. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { buttonClass } from '../components/ui/button';
import { PageHeading } from '../components/ui/page';
import { Trouble } from '../components/ui/trouble';

export function LostPage() {
  const { t } = useLingui();
  return (
    <div className="mx-auto max-w-[40rem] py-6">
      <PageHeading title={t`There is no page here`} lead={t`The address may be old, or a letter may be missing.`} />
      <Link to="/" className={buttonClass()}>
        <Trans>Go to the stories</Trans>
      </Link>
    </div>
  );
}

export function TroublePage({ error }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  return (
    <div className="mx-auto max-w-[40rem] py-6">
      <PageHeading title={t`The page could not be opened`} />
      <Trouble
        error={error}
        retry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}

/** As above, but with nothing around it: not even the session could be read. */
export function BareTroublePage(props: ErrorComponentProps) {
  return (
    <main className="px-4">
      <TroublePage {...props} />
    </main>
  );
}

export function BareLostPage() {
  return (
    <main className="px-4">
      <LostPage />
    </main>
  );
}

/** While a page or what it shows is on its way. */
export function PendingPage() {
  return (
    <>
      <p role="status" className="sr-only">
        <Trans>Fetching …</Trans>
      </p>
      <div aria-hidden="true" className="grid gap-5 pt-2">
        <div className="skeleton h-10 w-3/5" />
        <div className="skeleton h-[60vh]" />
      </div>
    </>
  );
}
