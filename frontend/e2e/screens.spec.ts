/** Every screen × {320, 390 dark, 1280} × {da, en}: no finding of axe, no sideways scroll, nothing too small to hit. */
import type { Page } from '@playwright/test';
import { faults } from './support/accessible';
import { expect, test } from './support/test';
import { say } from './support/words';

type Language = 'da' | 'en';
const LANGUAGES: Language[] = ['da', 'en'];

/** Opens a screen and waits until it is whole. */
async function settle(page: Page, path: string, language: Language): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: say('Fetching …', {}, language) })).toHaveCount(0);
}

async function look(page: Page, paths: string[], language: Language): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await settle(page, path, language);
    found.push(...(await faults(page, path)));
  }
  return found;
}

test.describe.configure({ timeout: 150_000 });

for (const language of LANGUAGES) {
  test(`before signing in, ${language}`, async ({ visit, stack }) => {
    const page = await visit({ language });
    const found = await look(
      page,
      ['/sign-in', '/join', `/join/${stack.join_code}`, '/accessibility', '/help'],
      language,
    );
    await page.goto('/join');
    await page.getByRole('button', { name: say('Continue', {}, language) }).click();
    found.push(...(await faults(page, '/join with a mistake')));
    expect(found).toEqual([]);
  });

  test(`an ambassador’s screens, ${language}`, async ({ visit, api }) => {
    const own = await api('ambassador');
    const feed = await (await own.get('/api/v1/feed')).json();
    const shares = await (await own.get('/api/v1/shares?view=recent')).json();
    const story = `/stories/${feed.items[0].story_id}`;
    const page = await visit({ as: 'ambassador', language });
    const found = await look(
      page,
      [
        '/',
        story,
        `${story}/share`,
        '/write',
        `/shares/${shares.items[0].id}`,
        '/planned',
        '/impact',
        '/you',
        '/you/profiles',
      ],
      language,
    );
    await settle(page, `${story}/share`, language);
    await page.getByRole('button', { name: say('Make it ready', {}, language) }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    found.push(...(await faults(page, 'the composer with a mistake')));
    await settle(page, '/you/profiles', language);
    for (const summary of await page.locator('summary').all()) await summary.click();
    found.push(...(await faults(page, 'profiles, explained')));
    await page.getByRole('button', { name: /^LinkedIn/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await faults(page, 'adding a network')));
    expect(found).toEqual([]);
  });

  test(`the management rooms, ${language}`, async ({ visit, api }) => {
    const admin = await api('administrator');
    const session = await (await admin.get('/api/v1/session')).json();
    const programme = session.memberships[0].programme.id;
    const stories = await (await admin.get(`/api/v1/programmes/${programme}/stories`)).json();
    const invitations = await (await admin.get(`/api/v1/programmes/${programme}/invitations`)).json();
    const page = await visit({ as: 'administrator', language });
    const found = await look(
      page,
      [
        '/admin',
        '/admin/stories',
        '/admin/stories/new',
        `/admin/stories/${stories.items[0].id}`,
        '/admin/people',
        '/admin/invitations',
        `/admin/invitations/${invitations.items[0].id}`,
        '/admin/programmes',
        `/admin/programmes/${programme}`,
        '/admin/deliveries',
        '/admin/apps',
        '/admin/apps/linkedin',
        '/admin/audit',
      ],
      language,
    );
    await settle(page, '/admin/invitations', language);
    await page.getByRole('button', { name: say('New invitation', {}, language) }).click();
    await page.getByRole('button', { name: say('Make the invitation', {}, language) }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
    found.push(...(await faults(page, 'a new invitation with a mistake')));
    await settle(page, '/admin/apps/linkedin', language);
    await page.getByRole('textbox', { name: say('Client id', {}, language) }).fill('');
    await page.getByRole('button', { name: say('Save and test', {}, language) }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    found.push(...(await faults(page, 'an app with a mistake')));
    await settle(page, '/admin/deliveries', language);
    await page.getByRole('button', { name: say('Stop posts', {}, language) }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await faults(page, 'the switch')));
    expect(found).toEqual([]);
  });
}
