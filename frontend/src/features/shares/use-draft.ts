import { useEffect, useReducer, useRef, useState } from 'react';
import { type Draft, type DraftAction, hasWords, reduceDraft } from './draft';
import { dropDraft, loadDraft, saveDraft } from './draft-store';

export type Keeping = 'nothing' | 'kept' | 'refused';

type Kept = { draft: Draft; act: (action: DraftAction) => void; drop: () => void; keeping: Keeping };

/** The draft as it is kept on this device, written down at every change so that no word can be lost.
 *  `start` makes the first one, from what was kept before if anything was. */
export function useDraft(personId: string, storyId: string | null, start: (kept: Draft | null) => Draft): Kept {
  const [draft, act] = useReducer(reduceDraft, null, () => start(loadDraft(personId, storyId)));
  const [keeping, setKeeping] = useState<Keeping>(() => (hasWords(draft) ? 'kept' : 'nothing'));
  const dropped = useRef(false);
  const first = useRef(draft);
  useEffect(() => {
    if (dropped.current || draft === first.current) return;
    const kept = saveDraft(personId, storyId, draft);
    setKeeping(!kept ? 'refused' : hasWords(draft) ? 'kept' : 'nothing');
  }, [draft, personId, storyId]);
  const drop = () => {
    dropped.current = true;
    dropDraft(personId, storyId);
  };
  return { draft, act, drop, keeping };
}
