import { type ComponentProps, type ReactNode, useId } from 'react';

type Props = Omit<ComponentProps<'input'>, 'type' | 'title'> & { title: ReactNode; children: ReactNode };

/** One of few choices that each need a sentence. */
export function RadioCard({ title, children, ...input }: Props) {
  const id = useId();
  return (
    <label className="flex min-h-12 cursor-pointer gap-3 rounded-md border-[1.5px] border-edge bg-surface p-3 hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-checked:text-on-brand-soft">
      <input
        type="radio"
        {...input}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-more`}
        className="mt-0.5 size-6 shrink-0 accent-(--brand)"
      />
      <span>
        <span id={`${id}-title`} className="block font-bold">
          {title}
        </span>
        <span id={`${id}-more`}>{children}</span>
      </span>
    </label>
  );
}
