/** Sharing without a pointer, with a mistake on the way. */

import type { Locator, Page } from '@playwright/test';
import { joinAndConnect, words } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

const FARTHEST = 60;

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < FARTHEST; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not get there');
}

test('a mistake is listed, the list leads to the field, and the post goes out', async ({ visit, stack }) => {
  const page = await visit({ width: 1280 });
  await joinAndConnect(page, stack.join_code, 'Tore Kær');
  await page.goto('/');
  await expect(page.getByRole('article').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: say('Skip to the content') })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: say('Share: {title}', { title: '' }).trim() }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: say('Share in your own words') })).toBeFocused();

  const send = page.getByRole('button', { name: say('Share now') });
  await tabTo(page, send);
  await page.keyboard.press('Enter');
  const summary = page.getByRole('alert').filter({ hasText: say('Write at least one word of your own') });
  await expect(summary).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(words(page)).toBeFocused();
  await page.keyboard.insertText('Skrevet uden mus.');
  await expect(words(page)).toHaveValue('Skrevet uden mus.');
  await tabTo(page, send);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1, name: say('Shared. Thank you for speaking up.') })).toBeVisible({
    timeout: 25_000,
  });
});
