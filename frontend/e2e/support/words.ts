/** The app's own words, from its catalogues: tests name things in English and find them as they are on the screen. */
import { readFileSync } from 'node:fs';

type Language = 'da' | 'en';
type Values = Record<string, string | number>;

const PARTS = ['', 'pages/', 'admin/'];
const ENTRY = /^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)/gm;

const joined = (quoted: string): string =>
  Array.from(quoted.matchAll(/"(.*)"/g), ([, text = '']) => text.replace(/\\(["\\])/g, '$1')).join('');

function readCatalogue(language: Language): Map<string, string> {
  const words = new Map<string, string>();
  for (const part of PARTS) {
    const file = readFileSync(new URL(`../../src/locales/${part}${language}.po`, import.meta.url), 'utf8');
    for (const [, id = '', text = ''] of file.matchAll(ENTRY)) words.set(joined(id), joined(text));
  }
  return words;
}

const catalogues = { da: readCatalogue('da'), en: readCatalogue('en') };

/** What stands on the screen for `id`; throws for words that the app does not have. */
export function say(id: string, values: Values = {}, language: Language = 'da'): string {
  const text = catalogues[language].get(id);
  if (text === undefined) throw new Error(`the app does not say “${id}”`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
