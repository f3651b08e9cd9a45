/** LinkedIn's access ends after sixty days. Whoever shares afterwards renews in one tap, and what waited goes out once. */
import { allow, connect, connected, endAccess, PEOPLE, registerApps, taken } from './support/networks';
import { beginToShare, heading, joinByCode, shareNow, shown, words } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

test.describe.configure({ timeout: 90_000 });

for (const { screen, name, width, height } of PEOPLE)
  test(`on ${screen}, an expired LinkedIn is renewed in one tap, and the waiting post goes out once`, async ({
    visit,
    stack,
    api,
    request,
  }) => {
    const text = `Jeg nåede det, selv om adgangen var løbet ud. ${name}.`;
    const copies = async () => (await taken(request, stack, 'linkedin')).filter((one) => one.includes(text)).length;
    const page = await visit({ width, height });

    await test.step('connects, and then the access ends at LinkedIn', async () => {
      await registerApps(await api('administrator'), stack);
      await joinByCode(page, stack.join_code, name);
      await connect(page, 'linkedin', name);
      await connected(page);
      await endAccess(request, stack, 'linkedin');
    });

    await test.step('shares: the post waits, and says why', async () => {
      await beginToShare(page);
      await words(page).fill(text);
      await shown(page);
      await shareNow(page).click();
      await expect(
        page.getByRole('heading', { name: say('{name} no longer lets us in', { name: 'LinkedIn' }) }),
      ).toBeVisible({ timeout: 45_000 });
      await expect(page.getByText(say('The connection to the profile has ended.'))).toBeVisible();
      expect(await copies()).toBe(0);
    });

    await test.step('one tap, LinkedIn’s own page, and it is out', async () => {
      await page.getByRole('button', { name: say('Connect again: {name}', { name: 'LinkedIn' }) }).click();
      await allow(page, 'linkedin', name);
      await connected(page);
      await expect(heading(page, say('Shared. Thank you for speaking up.'))).toBeVisible({ timeout: 45_000 });
      expect(await copies()).toBe(1);
    });
  });
