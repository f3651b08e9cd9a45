import type { ComponentProps, FormEvent, ReactNode } from 'react';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { Trouble } from '../../../components/ui/trouble';

/** For a name on a network, which no keyboard should correct. */
export const AS_WRITTEN = { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } as const;

type Props = {
  summary: ComponentProps<typeof ErrorSummary>;
  adding: { isError: boolean; error: unknown; isPending: boolean };
  onSubmit: (event: FormEvent) => Promise<void>;
  button: ReactNode;
  children: ReactNode;
};

/** What all forms share by which a network is added: mistakes at the top, what went wrong elsewhere, and one button. */
export function NetworkForm({ summary, adding, onSubmit, button, children }: Props) {
  return (
    <form noValidate onSubmit={(event) => void onSubmit(event)} className="grid gap-4">
      <ErrorSummary {...summary} />
      {adding.isError && summary.errors.length === 0 && <Trouble error={adding.error} />}
      {children}
      <div>
        <Button type="submit" busy={adding.isPending}>
          {button}
        </Button>
      </div>
    </form>
  );
}
