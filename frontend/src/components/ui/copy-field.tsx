/** Something to be carried over to another page exactly as it stands, with a button that copies it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../../lib/copy-text';
import { Button } from './button';

/** `label` names it, for the eye and for the button. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="grid gap-1">
      <p className="font-bold">{label}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="well min-w-0 grow basis-56 px-3 py-2.5 text-sm [overflow-wrap:anywhere]">{value}</code>
        <Button look="outline" aria-label={t`Copy: ${label}`} onClick={() => void copyText(value).then(setCopied)}>
          {copied ? <Check aria-hidden size={18} /> : <Copy aria-hidden size={18} />}
          {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
        </Button>
      </div>
      <p role="status" className="text-sm text-muted empty:hidden">
        {copied === true && (
          <span className="sr-only">
            <Trans>Copied</Trans>
          </span>
        )}
        {copied === false && <Trans>It could not be copied by itself. Mark it and copy it.</Trans>}
      </p>
    </div>
  );
}
