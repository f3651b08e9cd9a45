/** Every network through its own consent page; one story to six of them at once, each with words of its own. */
import type { Page } from '@playwright/test';
import { connect, connected, makeCurator, type Network, PEOPLE, registerApps, taken } from './support/networks';
import { consentAs, heading, joinByCode, shareNow, shown } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

test.describe.configure({ timeout: 120_000 });

const PLACES = ['LinkedIn', 'X', 'Threads', 'Instagram', 'Facebook', say('Practice network')];
const NETWORKS = ['linkedin', 'x', 'threads', 'instagram', 'facebook', 'mastodon'] as const;
/** What each person writes, place by place. On X, nobody may say nearly the same as a colleague. */
const WORDS: Record<string, string[]> = {
  'Freja Ager': [
    'Vi har målt i fjorten huse. Tallene overraskede mig.',
    'Fjorten huse, to vintre, ét svar: det kommer an på huset.',
    'Min svigermor spurgte. Nu kan jeg svare.',
    'Sådan ser det ud, når lyset kommer hjem.',
    'Kom forbi og spørg os om dit hus fra 74.',
    'Her øver jeg mig på at fortælle om ruder.',
  ],
  'Villads Bro': [
    'Jeg skiller gamle rammer ad hver torsdag, og intet går til spilde.',
    'Hvad bliver der af din gamle karm? Spørg mig, jeg saver den selv over.',
    'Torsdag er dagen, hvor glasset får et nyt liv.',
    'Stakken til venstre var affald i fjor. I år er den råvare.',
    'Til naboerne: I må gerne komme og se, hvordan vi gør det.',
    'En lille prøve, før jeg siger det højt andre steder.',
  ],
};

/** Opens a place's tab and writes there what stands nowhere else. */
async function writeOn(page: Page, place: string, text: string): Promise<void> {
  await page.getByRole('tab', { name: place, exact: true }).click();
  await page.getByRole('button', { name: say('Write other words on {name}', { name: place }) }).click();
  await page.getByRole('textbox', { name: say('Your words on {name}', { name: place }) }).fill(text);
  await shown(page);
}

for (const { screen, name, width, height } of PEOPLE)
  test(`on ${screen}, a person connects each network and shares one story to six, in words for each`, async ({
    visit,
    stack,
    api,
    request,
  }) => {
    const page = await visit({ width, height });
    const texts = WORDS[name] ?? [];
    const owner = await api('administrator');

    await test.step('the organisation has its apps, and somebody who looks after its pages', async () => {
      await registerApps(owner, stack);
      await joinByCode(page, stack.join_code, name);
      await makeCurator(owner, page);
    });

    for (const network of ['linkedin', 'x', 'threads', 'instagram', 'bluesky'] as Network[])
      await test.step(`connects ${network} on its own page`, async () => {
        await connect(page, network, name);
        await connected(page);
      });

    await test.step('connects one of two pages on Facebook; the other stays theirs', async () => {
      await connect(page, 'facebook', name);
      await expect(page.getByRole('checkbox', { name: /^Nordlys/ })).toHaveCount(2);
      await page.getByRole('button', { name: say('Connect the pages') }).click();
      await expect(page.getByRole('main')).toContainText(say('Choose at least one page'));
      await page.getByRole('checkbox', { name: /^Nordlys Skagen/ }).check();
      await page.getByRole('button', { name: say('Connect the pages') }).click();
      await connected(page);
      await expect(page.getByRole('heading', { level: 3, name: /^Nordlys/ })).toHaveText([/^Nordlys Skagen/]);
    });

    await test.step('connects the practice network', async () => {
      await page.getByRole('button', { name: say('Connect the practice network') }).click();
      await consentAs(page, name);
      await connected(page);
    });

    await test.step('writes other words for each of six', async () => {
      await page.goto('/');
      await page
        .getByRole('link', { name: say('Share: {title}', { title: '' }).trim() })
        .nth(width < 1000 ? 0 : 1)
        .click();
      const where = page.getByRole('group', { name: say('Where do you want to share?') });
      for (const place of PLACES) await where.getByRole('checkbox', { name: place, exact: true }).check();
      await where.getByRole('checkbox', { name: 'Bluesky' }).uncheck();
      for (const [at, place] of PLACES.entries()) await writeOn(page, place, texts[at] ?? '');
    });

    await test.step('shares once, and sees six posts out', async () => {
      await shareNow(page).click();
      await expect(heading(page, say('Shared. Thank you for speaking up.'))).toBeVisible({ timeout: 45_000 });
      for (const place of PLACES)
        await expect(page.getByRole('heading', { name: say('Shared on {name}', { name: place }) })).toHaveCount(1);
    });

    await test.step('each network took its own words, once, and nobody else’s', async () => {
      for (const [at, text] of texts.entries())
        for (const network of NETWORKS) {
          const copies = (await taken(request, stack, network)).filter((one) => one.includes(text));
          expect(copies, `“${text}” on ${network}`).toHaveLength(network === NETWORKS[at] ? 1 : 0);
        }
      expect(await taken(request, stack, 'bluesky')).toEqual([]);
    });
  });
