/** Choices that look like chips and are plain checkboxes and radios to keyboards and screen readers. */
import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

type Props = Omit<ComponentProps<'input'>, 'type' | 'children'> & { children: ReactNode };

export function CheckChip({ children, className = '', ...input }: Props) {
  return (
    <label className={`chip ${className}`}>
      <input type="checkbox" {...input} />
      <span aria-hidden="true" className="chip-box">
        <Check size={16} strokeWidth={3} />
      </span>
      {children}
    </label>
  );
}

export function RadioChip({ children, className = '', ...input }: Props) {
  return (
    <label className={`chip ${className}`}>
      <input type="radio" {...input} />
      <span aria-hidden="true" className="chip-box chip-box-round">
        <span className="size-2 rounded-full bg-current" />
      </span>
      {children}
    </label>
  );
}
