// Measures the feed, the composer and "my reach" as a phone would load them, signed in, on data of its own:
// `npm run lighthouse` (after `npm run build`). Accessibility must be 100; speed is reported, since it depends on the machine.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';

const RUNS = Number(process.env.RUNS ?? 3);
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function startFortaler() {
  const child = spawn('../.venv/bin/python', ['-m', 'local.up', '--test'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) return { child, ...JSON.parse(line) };
  throw new Error('Fortaler did not start');
}

async function signIn(browser, address) {
  const page = await browser.contexts()[0].newPage();
  await page.goto(address);
  await page.getByRole('main').getByRole('button').click();
  const share = page.locator('a[href$="/share"]').first();
  await share.waitFor();
  const composer = await share.getAttribute('href');
  await page.close();
  return composer;
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** A run now and then dies before the page has begun; once more is enough. */
async function measure(address, port) {
  const options = { port, onlyCategories: CATEGORIES, logLevel: 'error' };
  const { lhr } = await lighthouse(address, options);
  return lhr.runtimeError ? (await lighthouse(address, options)).lhr : lhr;
}

const fortaler = await startFortaler();
const port = await freePort();
const context = await chromium.launchPersistentContext('', {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', `--remote-debugging-port=${port}`],
});
let worst = 100;
try {
  const composer = await signIn({ contexts: () => [context] }, fortaler.ambassador);
  for (const [name, path] of [
    ['feed', '/'],
    ['composer', composer],
    ['reach', '/impact'],
  ]) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measure(new URL(path, fortaler.public).href, port));
    const score = (category) => median(runs.map(({ categories }) => Math.round(categories[category].score * 100)));
    const audit = (key) => median(runs.map(({ audits }) => audits[key].numericValue ?? 0));
    worst = Math.min(worst, ...runs.map(({ categories }) => Math.round(categories.accessibility.score * 100)));
    process.stdout.write(
      `${name.padEnd(10)} performance ${score('performance')} · accessibility ${score('accessibility')} · best practices ${score('best-practices')}` +
        ` · LCP ${(audit('largest-contentful-paint') / 1000).toFixed(1)} s · CLS ${audit('cumulative-layout-shift').toFixed(3)}` +
        ` · TBT ${Math.round(audit('total-blocking-time'))} ms\n`,
    );
  }
} finally {
  await context.close();
  fortaler.child.kill('SIGTERM');
}
process.exitCode = worst < 100 ? 1 : 0;
