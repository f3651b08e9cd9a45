/** The main job, whole: from a poster's code to a click that was counted, on a phone. */
import { consentAs, joinByCode, shareNow, shown, Taps, words } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

const STORY = 'https://example.org/nordlys/';
const WORDS = 'Jeg stod selv ved ovnen i går nat. Det her er vi stolte af.';

test('a person joins by a code, shares in own words, and sees the click counted', async ({ visit, stack }) => {
  const page = await visit();
  await joinByCode(page, stack.join_code, 'Nanna Ravn');

  await test.step('reads a story', async () => {
    const story = page.getByRole('article').first();
    await story.getByRole('heading', { level: 2 }).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.getByRole('link', { name: say('Share in your own words') }).click();
  });

  await test.step('writes, then connects the practice network: the words wait', async () => {
    await words(page).fill(WORDS);
    await page.getByRole('button', { name: say('Connect the practice network') }).click();
    await consentAs(page, 'Nanna Ravn');
    await expect(words(page)).toHaveValue(WORDS);
  });

  await test.step('shares, takes it back, and shares again', async () => {
    await shown(page);
    await shareNow(page).click();
    await page.getByRole('button', { name: say('Undo') }).click();
    await expect(page.getByRole('heading', { level: 1, name: say('Nothing was shared') })).toBeVisible();
    await page.goto('/');
    const taps = new Taps();
    await taps.on(page.getByRole('link', { name: say('Share: {title}', { title: '' }).trim() }).first());
    await words(page).fill(WORDS);
    await shown(page);
    await taps.on(shareNow(page));
    await expect(page.getByRole('heading', { level: 1, name: say('Shared. Thank you for speaking up.') })).toBeVisible({
      timeout: 25_000,
    });
    expect(taps.count).toBe(2);
  });

  const reader = await visit({ width: 1280 });
  await test.step('somebody else clicks the link on the practice network', async () => {
    await reader.goto(stack.practice);
    const post = reader.getByRole('article').filter({ hasText: WORDS });
    const link = post.getByRole('link', { name: `${new URL(stack.public).host}/l/` });
    const arrived = reader.context().waitForEvent('request', (request) => request.url().startsWith(STORY));
    await link.click();
    expect((await arrived).redirectedFrom()?.url()).toContain(`${stack.public}/l/`);
  });

  await test.step('the click is counted in my reach', async () => {
    await expect(async () => {
      await page.goto('/impact');
      await expect(page.getByRole('main')).toContainText(/1 klik fra 1 besøgende/, { timeout: 1_500 });
    }).toPass({ timeout: 25_000 });
  });
});
