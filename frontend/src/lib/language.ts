/** Which language the screen speaks, and the catalogues it needs; each language and part is a chunk of its own. */
import { i18n, type Messages } from '@lingui/core';
import { recall, remember } from './storage';

export type Language = 'da' | 'en';
type Catalogue = () => Promise<{ messages: Messages }>;
/** The words of a part of the app, by language. */
export type Part = Record<Language, Catalogue>;

const KEY = 'language';
const shell: Part = { da: () => import('../locales/da.po'), en: () => import('../locales/en.po') };
/** The words of every page that is fetched when it is opened. */
export const pages: Part = { da: () => import('../locales/pages/da.po'), en: () => import('../locales/pages/en.po') };
const parts = new Set<Part>([shell]);

export const isLanguage = (value: unknown): value is Language => value === 'da' || value === 'en';

/** The language chosen on this device, else the browser's, else Danish. */
export function preferredLanguage(): Language {
  const chosen = recall<string>(KEY);
  if (isLanguage(chosen)) return chosen;
  return navigator.language.startsWith('en') ? 'en' : 'da';
}

export const currentLanguage = (): Language => (i18n.locale === 'en' ? 'en' : 'da');

export async function activateLanguage(language: Language): Promise<void> {
  const loaded = await Promise.all([...parts].map((part) => part[language]()));
  // Added to what is there, never in its place: two parts may be on their way at once, and come in any order.
  for (const { messages } of loaded) i18n.load(language, messages);
  i18n.activate(language);
  document.documentElement.lang = language;
  remember(KEY, language);
}

const added = new Map<Part, Promise<void>>();

/** Adds a part's words to the language on screen, and to every language switched to later. */
export function addCatalogue(part: Part): Promise<void> {
  const known = added.get(part);
  if (known) return known;
  parts.add(part);
  const coming = activateLanguage(currentLanguage());
  added.set(part, coming);
  coming.catch(() => added.delete(part));
  return coming;
}
