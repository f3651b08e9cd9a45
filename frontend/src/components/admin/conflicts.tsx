/** Where two people changed the same: both versions side by side, and a choice for each. Nothing of either is lost. */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Conflict } from '../../lib/merge';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

type Props = {
  conflicts: Conflict[];
  /** The field's name, as its label says. */
  name: (path: string) => ReactNode;
  show: (path: string, value: unknown) => ReactNode;
  onChoose: (conflict: Conflict, whose: 'mine' | 'theirs') => void;
};

function Version({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="well min-w-0 p-3">
      <p className="text-sm font-semibold text-muted">{label}</p>
      <div className="whitespace-pre-line">{children}</div>
    </div>
  );
}

export function Conflicts({ conflicts, name, show, onChoose }: Props) {
  const { t } = useLingui();
  return (
    <Notice look="warn" alert title={<Trans>Someone else saved this while you were writing</Trans>}>
      {conflicts.length === 0 ? (
        <p>
          <Trans>What they changed is in the form now, beside yours. Read it, and save again.</Trans>
        </p>
      ) : (
        <p>
          <Trans>Nothing is lost. Choose what shall stand where you both changed the same, and save again.</Trans>
        </p>
      )}
      <ul className="grid gap-4">
        {conflicts.map((conflict) => (
          <li key={conflict.path} className="grid gap-2">
            <p className="font-bold">{name(conflict.path)}</p>
            <div className="grid gap-2 text-ink sm:grid-cols-2">
              <Version label={t`Yours, in the form`}>{show(conflict.path, conflict.mine)}</Version>
              <Version label={t`Theirs, saved`}>{show(conflict.path, conflict.theirs)}</Version>
            </div>
            <div className="flex flex-wrap gap-2">
              <Button look="outline" onClick={() => onChoose(conflict, 'mine')}>
                <Trans>Keep mine</Trans>
              </Button>
              <Button look="outline" onClick={() => onChoose(conflict, 'theirs')}>
                <Trans>Take theirs</Trans>
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
