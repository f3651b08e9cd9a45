import { defineConfig } from '@playwright/test';

/** One stack of everything real, one worker, one browser: the journeys build on each other's data as little as they can. */
export default defineConfig({
  testDir: 'e2e',
  testIgnore: '**/peers/**',
  globalSetup: './e2e/support/stack.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 8_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 8_000,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      // Root may not use Chromium's own sandbox; in a container there is often nobody else.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // Whatever a link leads to, no test depends on the internet.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      ],
    },
  },
});
