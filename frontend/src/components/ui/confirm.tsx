/** "Are you sure?" for what cannot be undone: says what will happen, and names the act on the button. */
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button, type ButtonLook } from './button';
import { Dialog } from './dialog';
import { Trouble } from './trouble';

type Props = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children?: ReactNode;
  act: ReactNode;
  look?: ButtonLook;
  busy?: boolean;
  error?: unknown;
  onConfirm: () => void;
};

export function Confirm({ open, onClose, title, children, act, look = 'danger', busy, error, onConfirm }: Props) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title={title}>
      <div className="grid gap-4">
        {children}
        {error != null && <Trouble error={error} />}
        <div className="flex flex-wrap gap-3">
          <Button look={look} busy={busy} onClick={onConfirm}>
            {act}
          </Button>
          <Button look="quiet" onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
