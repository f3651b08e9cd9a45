/** How one gets back in on another device: an e-mail address, or a code on paper. */
import { Trans } from '@lingui/react/macro';
import { Printer } from 'lucide-react';
import type { Person } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Trouble } from '../../../components/ui/trouble';
import { usePrintCode } from '../mutations';
import { EmailWay } from './email-way';

function PaperCode({ code }: { code: string }) {
  return (
    <div className="grid gap-3">
      <div className="well p-4 text-center">
        <p className="text-2xl font-bold tracking-[.12em] tabular-nums">{code}</p>
      </div>
      <p>
        <Trans>Write it down or print it now: it is shown only this once. Whoever has it can sign in as you.</Trans>
      </p>
      <div>
        <Button look="outline" onClick={() => print()}>
          <Printer aria-hidden size={20} />
          <Trans>Print</Trans>
        </Button>
      </div>
    </div>
  );
}

function PaperWay({ has }: { has: boolean }) {
  const make = usePrintCode();
  return (
    <div className="card grid gap-3 p-4">
      <h3>
        <Trans>A code on paper</Trans>
      </h3>
      {make.data ? (
        <PaperCode code={make.data.code} />
      ) : (
        <>
          <p className="text-muted">
            {has ? (
              <Trans>You have one. A new code replaces it.</Trans>
            ) : (
              <Trans>Twelve figures that let you in from any phone. You need no e-mail address.</Trans>
            )}
          </p>
          {make.isError && <Trouble error={make.error} />}
          <div>
            <Button look="outline" busy={make.isPending} onClick={() => make.mutate()}>
              {has ? <Trans>Make a new code</Trans> : <Trans>Make a code</Trans>}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

export function WaysIn({ person }: { person: Person }) {
  return (
    <div className="grid gap-3">
      <EmailWay email={person.email} />
      <PaperWay has={person.has_printed_code} />
    </div>
  );
}
