/** Ways back in: a code by e-mail, and a code on paper. */
import type { Page } from '@playwright/test';
import { heading, joinByCode } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

/** The newest code sent to an address, from the page where messages turn up when no mail is set up. */
async function codeFor(reader: Page, practice: string, address: string, not = ''): Promise<string> {
  let code = '';
  await expect(async () => {
    await reader.goto(`${practice}/practice/messages`);
    const message = reader.getByRole('article').filter({ hasText: address }).first();
    code = /\b\d{6}\b/.exec((await message.textContent({ timeout: 1_000 })) ?? '')?.[0] ?? '';
    expect(code).not.toBe('');
    expect(code).not.toBe(not);
  }).toPass({ timeout: 20_000 });
  return code;
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/you');
  await page.getByRole('button', { name: say('Sign out'), exact: true }).click();
  await expect(heading(page, say('Sign in'))).toBeVisible();
}

test.describe('back in', () => {
  test.use({ refusals: [422] });

  test('by a code that came by e-mail', async ({ visit, stack }) => {
    const page = await visit();
    const messages = await visit();
    const address = 'maren@example.org';
    await joinByCode(page, stack.join_code, 'Maren Bro');
    await page.goto('/you');
    await page.getByRole('textbox', { name: say('E-mail address') }).fill(address);
    await page.getByRole('button', { name: say('Send me a code') }).click();
    const first = await codeFor(messages, stack.practice, address);
    await page.getByRole('textbox', { name: say('The code from the e-mail') }).fill(first);
    await page.getByRole('button', { name: say('Confirm the address') }).click();
    await expect(page.getByText(say('You can now sign in with your e-mail address.'))).toBeVisible();

    await signOut(page);
    await page.getByRole('textbox', { name: say('Your e-mail address') }).fill(address);
    await page.getByRole('button', { name: say('Send me a code') }).click();
    const second = await codeFor(messages, stack.practice, address, first);
    const field = page.getByRole('textbox', { name: say('The code from the e-mail') });
    await field.fill(second === '000000' ? '111111' : '000000');
    await page.getByRole('button', { name: say('Sign in'), exact: true }).click();
    await expect(page.getByRole('alert').first()).toContainText(
      say('The code does not match. Check the figures and write it again.'),
    );
    await field.fill(second);
    await page.getByRole('button', { name: say('Sign in'), exact: true }).click();
    await expect(page.getByRole('article').first()).toBeVisible();
  });
});

test('by a code on paper', async ({ visit, stack }) => {
  const page = await visit();
  await joinByCode(page, stack.join_code, 'Ulla Brix');
  await page.goto('/you');
  await page.getByRole('button', { name: say('Make a code') }).click();
  const printed = page.getByText(/^\d{4}[\s-]\d{4}[\s-]\d{4}$/);
  await expect(printed).toBeVisible();
  const code = (await printed.textContent()) ?? '';
  await signOut(page);
  await page.getByRole('radio', { name: say('Code on paper') }).check();
  await page.getByRole('textbox', { name: say('Your personal code') }).fill(code);
  await page.getByRole('button', { name: say('Sign in'), exact: true }).click();
  await expect(page.getByRole('article').first()).toBeVisible();
});
