/** Several pictures in one post: added on a phone, described, put in order without a mouse, and so they stand on the network. */
import type { Page } from '@playwright/test';
import { beginToShare, joinAndConnect, shareNow, shown, words } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

const WORDS = 'Tre ting jeg så på vejen hjem fra ovnen.';

/** Pictures are made of what is on the screen: real ones, each of another shape. */
async function takePictures(page: Page) {
  const shapes = [
    { x: 0, y: 0, width: 320, height: 320 },
    { x: 20, y: 60, width: 340, height: 220 },
  ];
  const files = [];
  for (const [number, clip] of shapes.entries())
    files.push({
      name: `${number}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await page.screenshot({ type: 'jpeg', clip }),
    });
  return files;
}

const described = (page: Page, number: number) =>
  page.getByRole('textbox', { name: say('What does picture {number} show?', { number: String(number) }) });

test('several pictures go out as their author describes them, in their order', async ({ visit, stack }) => {
  const page = await visit();
  await joinAndConnect(page, stack.join_code, 'Pia Lund');
  await page.goto('/');
  const files = await takePictures(page);
  await beginToShare(page);
  await words(page).fill(WORDS);

  await test.step('adds two of their own beside the story’s', async () => {
    await page.getByRole('button', { name: say('Remove picture {number}', { number: '1' }) }).click();
    const input = page.locator('input[type=file]');
    await input.setInputFiles(files);
    await expect(described(page, 2)).toBeVisible();
    await page.getByRole('button', { name: say('Add the story’s picture') }).click();
    await described(page, 2).fill('Himlen');
    await described(page, 3).fill('Vejen');
  });

  await test.step('puts the last first, by keyboard', async () => {
    await page.getByRole('button', { name: say('Move picture {number} earlier', { number: '3' }) }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(described(page, 1)).toHaveValue('Vejen');
    await expect(page.getByRole('button', { name: say('Move picture {number} later', { number: '1' }) })).toBeFocused();
  });

  await shown(page);
  const preview = page.locator('.post-gallery img');
  await expect(preview).toHaveCount(3);
  await expect(preview.first()).toHaveAttribute('alt', 'Vejen');
  await shareNow(page).click();
  await expect(page.getByRole('heading', { level: 1, name: say('Shared. Thank you for speaking up.') })).toBeVisible({
    timeout: 25_000,
  });

  const reader = await visit({ width: 1280 });
  await reader.goto(stack.practice);
  const pictures = reader.getByRole('article').filter({ hasText: WORDS }).getByRole('img');
  await expect(pictures.and(reader.locator('[alt="Vejen"], [alt="Himlen"]'))).toHaveCount(2);
});
