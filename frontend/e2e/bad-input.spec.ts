/** What goes wrong says so in its own words, names the way out, and loses nothing that was written. */
import { writeFileSync } from 'node:fs';
import { beginToShare, heading, joinAndConnect, joinByCode, shareNow, shown, words } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

const WORDS = 'De her ord må ikke gå tabt.';

test('a text that the network refuses stays with its author', async ({ visit, stack, lie }) => {
  const page = await visit();
  await joinAndConnect(page, stack.join_code, 'Rikke Sand');
  await lie({ next: [{ lie: 'refuse_text', message: 'Ikke her', account: 'rikke_sand' }] });
  await beginToShare(page);
  await words(page).fill(WORDS);
  await shown(page);
  await shareNow(page).click();
  await expect(page.getByRole('heading', { name: /sagde nej til opslaget/ })).toBeVisible({ timeout: 25_000 });
  await page
    .getByRole('group')
    .filter({ hasText: say('Your words') })
    .first()
    .click();
  await expect(page.getByRole('main')).toContainText(WORDS);
});

test.describe('a page or a picture that cannot be read', () => {
  test.use({ refusals: [413, 422] });

  test('an address that does not answer is kept, and the story can be written by hand', async ({ visit }) => {
    const page = await visit({ as: 'curator' });
    await page.goto('/admin/stories/new');
    const address = page.getByRole('textbox', { name: say('Paste the address of a page') });
    await address.fill('nowhere.example.invalid/nyt');
    await page.getByRole('button', { name: say('Read the page') }).click();
    await expect(page.getByRole('alert')).toContainText(
      say('The page did not answer. Check the address, or write the story yourself.'),
    );
    await expect(address).toHaveValue('nowhere.example.invalid/nyt');
    await page.getByRole('button', { name: say('Write it from scratch') }).click();
    await expect(page.getByRole('textbox', { name: say('Title') })).toBeVisible();
  });

  test('a picture that is too large is refused at its field, and the text stays', async ({ visit }) => {
    const page = await visit({ as: 'curator' });
    await page.goto('/admin/stories/new');
    await page.getByRole('button', { name: say('Write it from scratch') }).click();
    await page.getByRole('textbox', { name: say('Title') }).fill(WORDS);
    const picture = page.getByRole('button', { name: say('Choose a picture') });
    writeFileSync('test-results/stor.png', Buffer.alloc(21_000_000, 7));
    await picture.setInputFiles('test-results/stor.png');
    await expect(page.getByText(say('The picture is too large. Choose one of at most 20 MB.'))).toBeVisible();
    await expect(page.getByRole('textbox', { name: say('Title') })).toHaveValue(WORDS);
  });
});

test.describe('a code with no places left', () => {
  test.use({ refusals: [410] });

  test('says so, and leads to another one', async ({ visit, api }) => {
    const admin = await api('administrator');
    const session = await (await admin.get('/api/v1/session')).json();
    const programme = session.memberships[0].programme.id;
    const made = await admin.post(`/api/v1/programmes/${programme}/invitations`, {
      data: { label: 'Én plads', role: 'ambassador', cap: 1 },
    });
    const { code } = await made.json();
    await joinByCode(await visit(), code, 'Den første');
    const late = await visit();
    await late.goto(`/join/${code}`);
    await expect(heading(late, say('The code does not work'))).toBeVisible();
    await expect(late.getByRole('alert')).toContainText(
      say('All places on this code are taken. Ask the person who gave it to you for a new one.'),
    );
    await late.getByRole('link', { name: say('Write another code') }).click();
    await expect(heading(late, say('Join with a code'))).toBeVisible();
  });
});

test.describe('while somebody writes', () => {
  test.use({ refusals: [401, 410] });

  test('the story is withdrawn: it is said why, and the words can be taken along', async ({ visit, stack, api }) => {
    const page = await visit();
    await joinAndConnect(page, stack.join_code, 'Gerda Lind');
    await beginToShare(page);
    const story = /stories\/([^/]+)\/share/.exec(page.url())?.[1];
    await words(page).fill(WORDS);
    await shown(page);
    const curator = await api('curator');
    await expect(
      await curator.post(`/api/v1/stories/${story}/withdraw`, { data: { reason: 'Tallene var forkerte.' } }),
    ).toBeOK();
    await shareNow(page).click();
    const gone = page
      .getByRole('alert')
      .filter({ hasText: say('The story has been withdrawn, so it cannot be shared') });
    await expect(gone).toContainText('Tallene var forkerte.');
    await expect(words(page)).toHaveValue(WORDS);
    await expect(gone.getByRole('button', { name: say('Copy my words') })).toBeVisible();
  });

  test('the session ends: the words are there after signing in again', async ({ visit, stack }) => {
    const page = await visit();
    await joinAndConnect(page, stack.join_code, 'Viggo Holt');
    await page.goto('/you');
    await page.getByRole('button', { name: say('Make a code') }).click();
    const code = await page.getByText(/^\d{4}[\s-]\d{4}[\s-]\d{4}$/).textContent();
    await beginToShare(page);
    await words(page).fill(WORDS);
    await shown(page);
    await page.context().clearCookies();
    await shareNow(page).click();
    await expect(heading(page, say('Sign in'))).toBeVisible();
    await page.getByRole('radio', { name: say('Code on paper') }).check();
    await page.getByRole('textbox', { name: say('Your personal code') }).fill(code ?? '');
    await page.getByRole('button', { name: say('Sign in'), exact: true }).click();
    await expect(words(page)).toHaveValue(WORDS);
  });
});
