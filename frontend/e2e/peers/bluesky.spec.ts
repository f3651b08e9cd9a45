/** The main job to a real personal data server of the AT Protocol, by its own sign-in and consent pages, on a phone. */
import type { Page } from '@playwright/test';
import { joinByCode, shareNow, shown, Taps, words } from '../support/steps';
import { expect, test } from '../support/test';
import { say } from '../support/words';

const STORY = 'https://example.org/nordlys/';
const WORDS = 'Jeg stod selv ved ovnen i går nat. Det her er vi stolte af.';
const { PEER_PDS: pds = '', PEER_HANDLE: handle = '', PEER_PASSWORD: password = '' } = process.env;

type Facet = { features: { uri?: string }[] };
type Post = { value: { text: string; facets: Facet[]; embed: { $type: string; images: { alt: string }[] } } };

/** Signs in on the server's own page and says yes on the next one. */
async function consent(page: Page): Promise<void> {
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /^(Authorize|Accept|Allow)$/ }).click();
}

test.use({ overheard: ["Permissions-Policy header: Unrecognized feature: 'document-domain'"] });

test('a person joins, connects Bluesky on its own pages, shares, and sees the click counted', async ({
  visit,
  stack,
  request,
}) => {
  const page = await visit({ language: 'da' });
  await joinByCode(page, stack.join_code, 'Nanna Ravn');

  await test.step('writes, then connects Bluesky: the words wait', async () => {
    await page
      .getByRole('link', { name: say('Share: {title}', { title: '' }).trim() })
      .first()
      .click();
    await words(page).fill(WORDS);
    await page.getByRole('button', { name: /Bluesky/ }).click();
    await page.getByRole('textbox', { name: say('Your name on Bluesky') }).fill(handle);
    await page.getByRole('button', { name: say('Continue to Bluesky') }).click();
    await consent(page);
    await expect(words(page)).toHaveValue(WORDS);
  });

  await test.step('shares in two taps', async () => {
    await page.goto('/');
    const taps = new Taps();
    await taps.on(page.getByRole('link', { name: say('Share: {title}', { title: '' }).trim() }).first());
    await words(page).fill(WORDS);
    await shown(page);
    await taps.on(shareNow(page));
    await expect(page.getByRole('heading', { level: 1, name: say('Shared. Thank you for speaking up.') })).toBeVisible({
      timeout: 30_000,
    });
    expect(taps.count).toBe(2);
  });

  const link = await test.step('the post stands on the server, with its picture and its tracked link', async () => {
    const query = `repo=${handle}&collection=app.bsky.feed.post`;
    const answer = await request.get(`${pds}/xrpc/com.atproto.repo.listRecords?${query}`);
    const { records } = (await answer.json()) as { records: Post[] };
    expect(records).toHaveLength(1);
    const [post] = records.map(({ value }) => value);
    expect(post?.text).toContain(WORDS);
    expect(post?.embed.images[0]?.alt).toBeTruthy();
    const links = post?.facets.flatMap(({ features }) => features.flatMap(({ uri }) => uri ?? [])) ?? [];
    expect(links).toEqual([expect.stringContaining(`${stack.public}/l/`)]);
    return String(links[0]);
  });

  await test.step('somebody follows the link, and the click is counted in my reach', async () => {
    const reader = await visit({ width: 1280 });
    const arrived = reader.context().waitForEvent('request', (one) => one.url().startsWith(STORY));
    await reader.goto(link).catch(() => undefined);
    expect((await arrived).redirectedFrom()?.url()).toBe(link);
    await expect(async () => {
      await page.goto('/impact');
      await expect(page.getByRole('main')).toContainText(/1 klik fra 1 besøgende/, { timeout: 1_500 });
    }).toPass({ timeout: 25_000 });
  });
});
