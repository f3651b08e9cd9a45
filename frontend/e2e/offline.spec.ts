/** No connection: what was read is still there, what is written waits. */
import { beginToShare, joinAndConnect, shareNow, shown, words } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

const WORDS = 'Skrevet i et tog uden dækning.';

/** Chromium writes each request that finds no connection into the console. */
test.use({ refusals: ['ERR_INTERNET_DISCONNECTED', 'ERR_FAILED', 503] });

test('the feed opens again, and the words are shared when the connection is back', async ({ visit, stack }) => {
  const page = await visit();
  await joinAndConnect(page, stack.join_code, 'Kirsten Vad');
  await page.goto('/');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await expect(page.getByRole('article').first()).toBeVisible();
  await beginToShare(page);
  await words(page).fill(WORDS);
  await shown(page);

  await page.context().setOffline(true);
  await expect(page.getByText(say('No connection. Your words are kept; share when it is back.'))).toBeVisible();
  await shareNow(page).click();
  await expect(page.getByRole('alert')).toContainText(
    say('There is no connection right now. What you have written is kept on this device.'),
  );
  await page.goto('/');
  await expect(page.getByRole('article').first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('article').first()).toBeVisible();

  await page.context().setOffline(false);
  await page
    .getByRole('link', { name: say('Share: {title}', { title: '' }).trim() })
    .first()
    .click();
  await expect(words(page)).toHaveValue(WORDS);
  await shown(page);
  await shareNow(page).click();
  await expect(page.getByRole('heading', { level: 1, name: say('Shared. Thank you for speaking up.') })).toBeVisible({
    timeout: 25_000,
  });
});
