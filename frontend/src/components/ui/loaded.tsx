/** One query's three faces: on its way, in trouble, here. Each card on a page loads on its own. */
import { Trans } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trouble } from './trouble';

type Props<Data> = { query: UseQueryResult<Data>; skeleton: ReactNode; children: (data: Data) => ReactNode };

export function Loaded<Data>({ query, skeleton, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return (
    <>
      <p role="status" className="sr-only">
        <Trans>Fetching …</Trans>
      </p>
      <div aria-hidden="true">{skeleton}</div>
    </>
  );
}
