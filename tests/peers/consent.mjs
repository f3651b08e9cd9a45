// A person in a browser: signs in on the authorization server's own pages, says yes, and is sent back to us.
// node consent.mjs ADDRESS PASSWORD RETURN (run in frontend/; CHROMIUM names the browser). Prints the address of the return.
import { createRequire } from 'node:module';

const { chromium } = createRequire(`${process.cwd()}/`)('playwright-core');
const [address, password, back] = process.argv.slice(2);
const YES = ['Sign in', 'Authorize', 'Accept', 'Allow', 'Continue', 'Next'];
const TRIES = 60;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
const page = await browser.newPage();
let returned = '';
await page.route(`${back}**`, (route) => {
  returned = route.request().url();
  return route.fulfill({ body: 'Back at Fortaler' });
});

async function answer() {
  const field = page.locator('input[type=password]');
  if ((await field.count()) && !(await field.inputValue())) await field.fill(password);
  for (const name of YES) {
    const button = page.getByRole('button', { name, exact: true }).first();
    if ((await button.count()) && (await button.isEnabled())) return button.click();
  }
}

await page.goto(address);
for (let tried = 0; !returned && tried < TRIES; tried += 1) {
  // A page that changes under the hand is looked at again.
  await answer().catch(() => undefined);
  await page.waitForTimeout(500);
}
console.log(returned || (await page.locator('body').innerText()));
await browser.close();
process.exitCode = returned ? 0 : 1;
