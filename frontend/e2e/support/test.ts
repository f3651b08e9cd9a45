/** The test of every journey: people with browsers of their own, and nothing in any console that we did not expect. */
import { readFileSync } from 'node:fs';
import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { knownStack, type Role, type Stack, statePath } from './known';

type Visit = {
  /** Signed in as one of the three from the start. */
  as?: Role;
  width?: number;
  height?: number;
  dark?: boolean;
  language?: 'da' | 'en';
};

type Fixtures = {
  stack: Stack;
  /** Answers that this test provokes, as a status or a name of Chromium's, which writes each into the console. */
  refusals: (number | string)[];
  /** What pages of others are known to say while the browser goes there. */
  overheard: string[];
  watch: (context: BrowserContext) => Promise<void>;
  /** Opens a browser for one more person. */
  visit: (visit?: Visit) => Promise<Page>;
  /** The API as one of the three, for what a journey needs and another one shows. */
  api: (role: Role) => Promise<APIRequestContext>;
  /** Tells the practice network what to do next, by a door that is open from this machine only. */
  lie: (order: object) => Promise<void>;
};

/** A person's browser, not "HeadlessChrome": robots' clicks are counted apart. */
const userAgent = (browser: Browser): string =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`;

const LOCALES = { da: 'da-DK', en: 'en-GB' };

async function open(browser: Browser, stack: Stack, visit: Visit): Promise<BrowserContext> {
  const { as, width = 390, height = 844, dark = false, language = 'da' } = visit;
  return browser.newContext({
    baseURL: stack.public,
    storageState: as && statePath(as),
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: LOCALES[language],
    userAgent: userAgent(browser),
  });
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the first argument destructured
  stack: async ({}, use) => use(knownStack()),
  refusals: [[], { option: true }],
  overheard: [[], { option: true }],
  baseURL: async ({ stack }, use) => use(stack.public),

  /**
   * Every console error and warning, every uncaught error and every breach of the Content-Security-Policy fails the test,
   * except on pages of others.
   */
  watch: async ({ refusals, overheard, stack }, use) => {
    const found: string[] = [];
    const ours = [stack.public, stack.practice];
    const elsewhere = (page: Page | null) =>
      /^https?:/.test(page?.url() ?? '') && !ours.some((origin) => page?.url().startsWith(origin));
    const expected = (words: string) =>
      overheard.some((said) => words.includes(said)) ||
      (words.startsWith('Failed to load resource') && refusals.some((status) => words.includes(String(status))));
    await use(async (context) => {
      await context.exposeFunction('breachOfPolicy', (words: string) => found.push(`policy: ${words}`));
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          const { violatedDirective, blockedURI, sourceFile } = event;
          (globalThis as unknown as { breachOfPolicy: (words: string) => void }).breachOfPolicy(
            `${violatedDirective} ${blockedURI} ${sourceFile}`,
          );
        });
      });
      context.on('console', (message) => {
        if (!['error', 'warning'].includes(message.type()) || expected(message.text()) || elsewhere(message.page()))
          return;
        found.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => found.push(`uncaught: ${error.error().stack ?? error.error().message}`));
    });
    expect(found).toEqual([]);
  },

  visit: async ({ browser, stack, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (visit = {}) => {
      const context = await open(browser, stack, visit);
      contexts.push(context);
      await watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  api: async ({ playwright, stack }, use) => {
    const open: APIRequestContext[] = [];
    await use(async (role) => {
      const context = await playwright.request.newContext({
        baseURL: stack.public,
        storageState: statePath(role),
        extraHTTPHeaders: { 'X-Fortaler': '1', Origin: stack.public },
      });
      open.push(context);
      return context;
    });
    for (const context of open) await context.dispose();
  },

  lie: async ({ playwright, stack }, use) => {
    const [, token = ''] = /^PRACTICE_TOKEN=(.*)$/m.exec(readFileSync(`${stack.folder}/secrets.env`, 'utf8')) ?? [];
    const door = await playwright.request.newContext({
      baseURL: stack.practice,
      extraHTTPHeaders: { Authorization: `Bearer ${token}` },
    });
    const order = async (data: object) => expect(await door.post('/practice/control', { data })).toBeOK();
    await use(order);
    await order({ clear: true });
    await door.dispose();
  },
});

export { expect };
