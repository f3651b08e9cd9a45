/** Things that several journeys do, each as a person does them. */
import { expect, type Locator, type Page } from '@playwright/test';
import { say } from './words';

/** Presses what a person would tap, and counts. */
export class Taps {
  count = 0;

  async on(target: Locator): Promise<void> {
    this.count += 1;
    await target.click();
  }
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** From a poster's code to the feed, with nothing but a name. */
export async function joinByCode(page: Page, code: string, name: string): Promise<void> {
  await page.goto('/join');
  await page.getByRole('textbox', { name: say('Code') }).fill(code.toLowerCase().replace('-', ' '));
  await page.getByRole('button', { name: say('Continue') }).click();
  await page.getByRole('textbox', { name: say('Your name') }).fill(name);
  await page.getByRole('checkbox', { name: say('I have read this and want to take part') }).check();
  await page.getByRole('button', { name: say('Join'), exact: true }).click();
  await expect(page.getByRole('article').first()).toBeVisible();
}

/** Through the practice network's own consent page, as a new account of this name. */
export async function consentAs(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name: 'En ny konto' }).check();
  await page.getByRole('textbox', { name: 'Navn på den nye konto' }).fill(name);
  await page.getByRole('button', { name: 'Giv lov', exact: true }).click();
}

export const words = (page: Page) => page.getByRole('textbox', { name: say('Your words') });
/** Until the whole post is shown, disclosure included, nobody can have agreed to it. */
export const shown = (page: Page) =>
  expect(
    page
      .getByRole('paragraph')
      .filter({ hasText: say('(always part of the post)') })
      .first(),
  ).toBeVisible();

export const shareNow = (page: Page) => page.getByRole('button', { name: say('Share now') });
export const status = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });

/** Joins, and connects a practice account of the same name. */
export async function joinAndConnect(page: Page, code: string, name: string): Promise<void> {
  await joinByCode(page, code, name);
  await page.goto('/you/profiles');
  await page.getByRole('button', { name: say('Connect the practice network') }).click();
  await consentAs(page, name);
  await expect(status(page, say('Connected. You can share there now.'))).toBeVisible();
}

/** Opens the composer of the first story in the feed that has not been shared, and waits until it is whole. */
export async function beginToShare(page: Page): Promise<string> {
  await page.goto('/');
  const share = page.getByRole('link', { name: say('Share: {title}', { title: '' }).trim() }).first();
  const name = (await share.getAttribute('aria-label')) ?? '';
  await share.click();
  await expect(words(page)).toBeVisible();
  return name.replace(say('Share: {title}', { title: '' }), '');
}
