/** Draws a piece of a page with everything it expects around it: words, queries, and addresses to link to. */
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { hostOf, PracticeProvider } from '../components/ui/place';
import { sessionQuery } from '../features/people/queries';
import { makeSession } from './fakes';

export async function draw(piece: ReactNode, session = makeSession()) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  const root = createRootRoute({
    component: () => <main>{piece}</main>,
    notFoundComponent: () => <main>{piece}</main>,
  });
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/'] }) });
  render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <PracticeProvider value={hostOf(session.practice_url)}>
            {/* biome-ignore lint/suspicious/noExplicitAny: the app's routes are registered as the only ones */}
            <RouterProvider router={router as any} />
          </PracticeProvider>
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
  await screen.findByRole('main');
  return { client, router };
}
