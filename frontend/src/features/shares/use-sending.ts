import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem, Problem } from '../../api/problems';
import type { Share } from '../../api/types';
import { type CheckBody, shareBody } from './compose';
import { type Draft, type DraftAction, keyFor } from './draft';
import { useCreateShare } from './mutations';
import { checkQuery } from './queries';
import { useTelling } from './use-telling';

type Sending = {
  draft: Draft;
  act: (action: DraftAction) => void;
  body: CheckBody;
  zone: string;
  /** The words as they stand in the preview right now, by profile id. */
  shown: Map<string, string>;
  onSent: (share: Share) => void;
};

/** Sends exactly what was shown: asks the server for the final form first, and stops if it is not what the person has seen. */
export function useSending({ draft, act, body, zone, shown, onSent }: Sending) {
  const client = useQueryClient();
  const create = useCreateShare();
  const tell = useTelling(zone);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const attempt = async () => {
    const checked = await client.fetchQuery(checkQuery(body));
    if (checked.some(({ check }) => shown.get(check.profile_id) !== check.rendered.text.trim()))
      throw new Problem('shown-differs', 409);
    const share = shareBody(
      body,
      checked.map(({ check }) => check),
      draft,
      zone,
    );
    const fingerprint = JSON.stringify(share);
    const key = keyFor(draft, fingerprint);
    act({ do: 'send', key, fingerprint });
    const sent = await create.mutateAsync({ body: share, key });
    onSent(sent);
    tell(sent, draft);
  };

  const send = async () => {
    setError(null);
    setBusy(true);
    try {
      await attempt();
    } catch (problem) {
      // Said of other words than are shown, or by then somebody else had said the same: what stands there is out of date.
      if (isProblem(problem, 'shown-differs') || isProblem(problem, 'text-refused'))
        await client.invalidateQueries({ queryKey: ['shares', 'check'] });
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, error };
}
