import { CSPProvider } from '@base-ui/react/csp-provider';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { ToastOutlet } from '../components/ui/toast';
import type { AppRouter } from './router';

/** Base UI may not write <style> elements: the Content-Security-Policy refuses them, our own CSS has the rules. */
export function App({ client, router }: { client: QueryClient; router: AppRouter }) {
  return (
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <CSPProvider disableStyleElements>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
            <ToastOutlet />
          </QueryClientProvider>
        </CSPProvider>
      </I18nProvider>
    </StrictMode>
  );
}
