import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebounced } from '../../hooks/use-debounced';
import type { CheckBody } from './compose';
import type { Checked } from './frame';
import { checkQuery } from './queries';

const PAUSE_MS = 350;

/** What the server says of the draft, once the person pauses; between pauses the last answer stands. */
export function useCheck(body: CheckBody) {
  const settled: CheckBody = JSON.parse(useDebounced(JSON.stringify(body), PAUSE_MS));
  const query = useQuery({
    ...checkQuery(settled),
    enabled: settled.posts.length > 0,
    placeholderData: keepPreviousData,
  });
  const of = (profileId: string): Checked | null =>
    query.data?.find((one) => one.check.profile_id === profileId) ?? null;
  return { of, error: query.error };
}
