import type { ReactNode } from 'react';
import { Button } from './button';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The way to the next page of a list, while there is one. */
export function More({
  pages,
  look = 'outline',
  children,
}: {
  pages: Pages;
  look?: 'outline' | 'quiet';
  children: ReactNode;
}) {
  if (!pages.hasNextPage) return null;
  return (
    <Button look={look} busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      {children}
    </Button>
  );
}
