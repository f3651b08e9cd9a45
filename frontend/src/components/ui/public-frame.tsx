/** The frame around pages for people who are not signed in: the mark, the language, and the page. */
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { activateLanguage } from '../../lib/language';
import { Mark } from './mark';

function LanguageButton() {
  const { i18n } = useLingui();
  const other = i18n.locale === 'da' ? 'en' : 'da';
  return (
    <button type="button" lang={other} className="link min-h-11 px-2" onClick={() => void activateLanguage(other)}>
      {other === 'en' ? 'English' : 'Dansk'}
    </button>
  );
}

export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid min-h-dvh w-full max-w-[36rem] grid-rows-[auto_1fr] px-4">
      <header className="flex items-center justify-between py-3">
        <span className="flex items-center gap-2.5 font-bold">
          <Mark size={32} />
          Fortaler
        </span>
        <LanguageButton />
      </header>
      <main id="main" tabIndex={-1} className="pt-4 pb-16 outline-none">
        {children}
      </main>
    </div>
  );
}
