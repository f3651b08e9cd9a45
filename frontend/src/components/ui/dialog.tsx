/** A question in front of the page: a sheet from below on phones, a card in the middle on larger screens.
 *  The browser's own modal dialog: it keeps the focus, makes the page behind inert, and gives the focus back. */
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
};

export function Dialog({ open, ...props }: Props) {
  return open ? createPortal(<Sheet {...props} />, document.body) : null;
}

function Sheet({ onOpenChange, title, description, children }: Omit<Props, 'open'>) {
  const { t } = useLingui();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const leave = () => onOpenChange(false);
  return (
    <dialog
      ref={box}
      closedby="any"
      aria-labelledby={id}
      aria-describedby={description ? `${id}-more` : undefined}
      className="sheet"
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onClose={(event) => !event.currentTarget.open && leave()}
    >
      <div className="mb-3 flex items-start justify-between gap-3">
        <h2 id={id} className="pt-2">
          {title}
        </h2>
        <button
          type="button"
          aria-label={t`Close`}
          onClick={leave}
          className="-mt-1 -mr-2 grid size-11 shrink-0 place-items-center rounded-md text-muted hover:text-ink"
        >
          <X aria-hidden size={22} />
        </button>
      </div>
      {description && (
        <p id={`${id}-more`} className="mb-4 text-muted">
          {description}
        </p>
      )}
      {children}
    </dialog>
  );
}
