import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

/** Files without a word that anyone reads. */
const SILENT = ['src/**/*.test.*', 'src/testing/**', 'src/api/schema.gen.ts'];
/** Pages that are fetched when they are opened, and what only they use. */
const PAGES = [
  'src/routes/{impact,join,planned,profiles,share,share-story,sign-in,story,write,you,accessibility,help}.tsx',
  'src/features/{ambassadors,audit,impact,people,profiles,shares,stories}/**',
  'src/components/{charts,figures}/**',
];
/** The rooms of those who run a programme: a catalogue of their own, like their pages. */
const ADMIN = ['src/routes/admin/**', 'src/components/admin/**', 'src/features/*/admin/**', 'src/app/admin-routes.tsx'];

export default defineConfig({
  sourceLocale: 'en',
  locales: ['da', 'en'],
  catalogs: [
    { path: 'src/locales/{locale}', include: ['src'], exclude: [...SILENT, ...PAGES, ...ADMIN] },
    { path: 'src/locales/pages/{locale}', include: PAGES, exclude: [...SILENT, ...ADMIN] },
    { path: 'src/locales/admin/{locale}', include: ADMIN, exclude: SILENT },
  ],
  format: formatter({ lineNumbers: false }),
});
