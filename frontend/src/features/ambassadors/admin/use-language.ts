import { type I18n, setupI18n } from '@lingui/core';
import { useQuery } from '@tanstack/react-query';
import type { Locale } from '../../../api/types';

const CATALOGUES = {
  da: () => import('../../../locales/admin/da.po'),
  en: () => import('../../../locales/admin/en.po'),
};

/** The words of a language other than the one on screen, for what is made for others to read; undefined until they are here. */
export function useLanguage(locale: Locale): I18n | undefined {
  return useQuery({
    queryKey: ['words', locale],
    queryFn: async () => {
      const { messages } = await CATALOGUES[locale]();
      return setupI18n({ locale, messages: { [locale]: messages } });
    },
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}
