/** A person who lets nobody post for them: what is known of their post rises from opened to clicks. */
import { PEOPLE, registerApps } from './support/networks';
import { beginToShare, heading, joinByCode, shown, words } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

// The network itself is opened, and no test reaches it.
test.use({ refusals: ['ERR_NAME_NOT_RESOLVED'] });
test.describe.configure({ timeout: 90_000 });

for (const { screen, name, width, height } of PEOPLE) {
  const tells = width < 1000;
  test(`on ${screen}, a person who ${tells ? 'says' : 'does not say'} that it is posted sees the clicks on it`, async ({
    visit,
    stack,
    api,
  }) => {
    const page = await visit({ width, height });

    await test.step('shares on LinkedIn without giving access', async () => {
      await registerApps(await api('administrator'), stack);
      await joinByCode(page, stack.join_code, name);
      await page.goto('/you/profiles');
      await page.getByRole('button', { name: /^LinkedIn / }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: say('I post myself') }).check();
      await dialog.getByRole('button', { name: say('Add {name}', { name: 'LinkedIn' }) }).click();
      await expect(dialog).toBeHidden();
      await beginToShare(page);
      await words(page).fill(`Jeg siger det selv. ${name}.`);
      await shown(page);
      await page.getByRole('button', { name: say('Make it ready') }).click();
      await expect(heading(page, say('Ready for you'))).toBeVisible();
    });

    await test.step('opens LinkedIn: we know that, and no more', async () => {
      const popup = page.waitForEvent('popup');
      await page.getByRole('button', { name: say('Copy and open {name}', { name: 'LinkedIn' }) }).click();
      await (await popup).close();
      await expect(
        page.getByRole('heading', { name: say('Did you post it on {name}?', { name: 'LinkedIn' }) }),
      ).toBeVisible();
      await expect(page.getByText(say('You opened the network; we do not know if it was shared.'))).toBeVisible();
    });

    if (tells)
      await test.step('says that it is posted', async () => {
        await page.getByRole('button', { name: say('Yes, it is posted') }).click();
        await expect(heading(page, say('Shared. Thank you for speaking up.'))).toBeVisible();
        await expect(page.getByText(say('You said that it is shared.')).first()).toBeVisible();
      });

    await test.step('somebody clicks the link, and the receipt says so', async () => {
      const share = await page.request.get(`/api/v1/shares/${page.url().split('/').at(-1)}`);
      const { posts } = (await share.json()) as { posts: { link: string }[] };
      const reader = await visit();
      await reader.goto(String(posts[0]?.link)).catch(() => undefined);
      await expect(async () => {
        await page.reload();
        const said = page.getByText(say('People have clicked on its link.')).first();
        await expect(said).toBeVisible({ timeout: 1_500 });
      }).toPass({ timeout: 45_000 });
      await expect(page.getByRole('main')).toContainText('1 klik');
    });

    await test.step('and my reach counts it', async () => {
      await page.goto('/impact');
      await expect(page.getByRole('main')).toContainText(/1 klik fra 1 besøgende/);
    });
  });
}
