import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['da', 'en'],
  catalogs: [
    { path: 'src/locales/{locale}', include: ['src'], exclude: ['src/**/*.test.*', 'src/testing/**', 'src/api/schema.gen.ts'] },
  ],
  format: formatter({ lineNumbers: false }),
});
