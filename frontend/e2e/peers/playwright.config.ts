import usual from '../../playwright.config';

/** The journeys that meet real software of others, on a stack that was started beside it: see tests/peers. */
export default {
  ...usual,
  testDir: '.',
  testIgnore: [],
  globalSetup: '../support/sign-in.ts',
  timeout: 120_000,
};
