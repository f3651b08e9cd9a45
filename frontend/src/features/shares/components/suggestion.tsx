import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';

type Props = { caption: string | undefined; place: string; language: string; onTake: (caption: string) => void };

/** Someone else's words, one tap away and named as such; they never stand in the field by themselves. */
export function Suggestion({ caption, place, language, onTake }: Props) {
  const [open, setOpen] = useState(false);
  if (!caption) return null;
  if (!open)
    return (
      <div>
        <Button look="quiet" className="-ml-2" onClick={() => setOpen(true)}>
          <Trans>See a suggestion</Trans>
        </Button>
      </div>
    );
  return (
    <div className="well grid gap-2 p-4">
      <p className="text-sm font-semibold text-muted">
        <Trans>Suggestion for {place}, written by the programme</Trans>
      </p>
      <p lang={language}>{caption}</p>
      <p className="text-sm text-muted">
        <Trans>Change it until it sounds like you. Posted as it is, it must say that it is advertising.</Trans>
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="outline"
          onClick={() => {
            onTake(caption);
            setOpen(false);
          }}
        >
          <Trans>Use as a start</Trans>
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          <Trans>Hide</Trans>
        </Button>
      </div>
    </div>
  );
}
