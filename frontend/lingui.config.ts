import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

/** Files without a word that anyone reads. */
const SILENT = ['src/**/*.test.*', 'src/testing/**', 'src/api/schema.gen.ts'];
/** The rooms of those who run a programme: their words are a catalogue of its own, loaded with their pages. */
const ADMIN = ['src/routes/admin/**', 'src/features/*/admin/**', 'src/app/admin-routes.tsx'];

export default defineConfig({
  sourceLocale: 'en',
  locales: ['da', 'en'],
  catalogs: [
    { path: 'src/locales/{locale}', include: ['src'], exclude: [...SILENT, ...ADMIN] },
    { path: 'src/locales/admin/{locale}', include: ADMIN, exclude: SILENT },
  ],
  format: formatter({ lineNumbers: false }),
});
