/** What stands in the way, listed at the top of a form: takes the focus, and each line leads to its field. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import type { FormError } from '../../hooks/use-app-form';

type Props = { errors: FormError[]; attempt: number };

/** `attempt` grows by one each time the person tries to send the form: the summary then takes the focus again. */
export function ErrorSummary({ errors, attempt }: Props) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  const shown = errors.length > 0 && attempt > 0;

  useEffect(() => {
    if (!shown || attempt === 0) return;
    box.current?.focus();
    const plain = document.title;
    document.title = t`Error: ${plain}`;
    return () => {
      document.title = plain;
    };
  }, [shown, attempt, t]);

  if (!shown) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="rounded-md border-l-4 border-danger bg-danger-soft p-4">
      <h2 className="text-danger">
        <Trans>Please correct this</Trans>
      </h2>
      <ul className="mt-1 grid gap-1">
        {errors.map(({ id, message }) => (
          <li key={id + message}>
            <a
              className="inline-flex min-h-8 items-center font-semibold text-danger underline underline-offset-4"
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                const target = document.getElementById(id);
                target?.focus();
                target?.scrollIntoView({ block: 'center' });
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
