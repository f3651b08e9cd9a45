import { Trans } from '@lingui/react/macro';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Share } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Trouble } from '../../../components/ui/trouble';
import { useClock } from '../../../hooks/use-clock';
import { useUndoShare } from '../mutations';

/** Ten seconds to change one's mind, in place of a question beforehand. The seconds are for the eye; only the words are read aloud. */
export function UndoBar({ share }: { share: Share }) {
  const until = share.undo_until ? Date.parse(share.undo_until) : 0;
  const undoable = share.posts.filter((post) => post.can.undo);
  const now = useClock(250, until > Date.now());
  const undo = useUndoShare(share.id);
  const [length] = useState(() => Math.max(1, until - Date.now()));
  const left = Math.max(0, until - now.getTime());
  if (undo.isError) return <Trouble error={undo.error} />;
  if (left === 0 || undoable.length === 0) return null;
  const seconds = Math.ceil(left / 1000);
  return (
    <div className="card overflow-hidden">
      <div aria-hidden="true" className="h-1.5 bg-brand-soft">
        <div className="h-full origin-left bg-brand" style={{ transform: `scaleX(${Math.min(1, left / length)})` }} />
      </div>
      <div className="flex items-center justify-between gap-4 p-4 sm:px-6">
        <p>
          <Trans>Changed your mind?</Trans>{' '}
          <span aria-hidden="true" className="whitespace-nowrap text-muted tabular-nums">
            {seconds} s
          </span>
        </p>
        <Button
          look="outline"
          busy={undo.isPending}
          className="shrink-0"
          onClick={() => undo.mutate(undoable.map((post) => post.id))}
        >
          <Undo2 aria-hidden size={20} />
          <Trans>Undo</Trans>
        </Button>
      </div>
    </div>
  );
}
