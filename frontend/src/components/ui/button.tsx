import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';

export type ButtonLook = 'primary' | 'outline' | 'quiet' | 'danger';

/** The same look for a link that leads somewhere as for a button that does something. */
export const buttonClass = (look: ButtonLook = 'primary', more = '') => `btn btn-${look} ${more}`;

type Props = ComponentProps<'button'> & { look?: ButtonLook; busy?: boolean };

/** While busy it keeps its place, its words and the focus, and ignores presses. */
export function Button({ look = 'primary', busy = false, className = '', onClick, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(look, className)}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <LoaderCircle aria-hidden size={20} className="animate-spin" />}
      {children}
    </button>
  );
}
