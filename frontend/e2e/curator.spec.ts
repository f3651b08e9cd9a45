/** A curator's work: from the address of a page to a story in people's feeds, and two people at one story. */
import { heading, Taps } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

const WHY = 'Det er sjældent, at man kan se et helt netværk på én side.';

test('an address becomes a story in the feed of those it is for, in four taps', async ({ visit, stack }) => {
  const curator = await visit({ as: 'curator', width: 1280 });
  const taps = new Taps();
  await curator.goto('/admin/stories');
  await taps.on(curator.getByRole('link', { name: say('New story') }));
  await curator.getByRole('textbox', { name: say('Paste the address of a page') }).fill(`${stack.practice}/@mette`);
  await taps.on(curator.getByRole('button', { name: say('Read the page') }));

  const title = curator.getByRole('textbox', { name: say('Title') });
  await expect(title).toHaveValue(/Mette/);
  await expect(curator.getByRole('textbox', { name: say('Link to the page') })).toHaveValue(`${stack.practice}/@mette`);
  await title.fill('Mette viser sit netværk frem');
  await curator.getByRole('textbox', { name: say('Why it matters') }).fill(WHY);
  await expect(curator.getByRole('status').filter({ hasText: /personer ud af/ })).toBeVisible();
  await taps.on(curator.getByRole('checkbox', { name: 'salg' }));
  await taps.on(curator.getByRole('button', { name: say('Publish'), exact: true }));

  const row = curator.getByRole('row', { name: /Mette viser sit netværk frem/ });
  await expect(row).toContainText(say('Live'));
  expect(taps.count).toBe(4);

  const ambassador = await visit({ as: 'ambassador' });
  await ambassador.goto('/');
  const card = ambassador.getByRole('article').filter({ hasText: 'Mette viser sit netværk frem' });
  await expect(card).toContainText(WHY);
});

test.describe('two people at one story', () => {
  test.use({ refusals: [412] });

  test('neither loses a word: what both changed is laid side by side', async ({ visit }) => {
    const curator = await visit({ as: 'curator', width: 1280 });
    await curator.goto('/admin/stories/new');
    await curator.getByRole('button', { name: say('Write it from scratch') }).click();
    await curator.getByRole('textbox', { name: say('Title') }).fill('Kantinens nye køkken');
    await curator.getByRole('textbox', { name: say('Why it matters') }).fill('Fordi alle spiser der.');
    await curator.getByRole('button', { name: say('Save the draft') }).click();
    await expect(heading(curator, 'Kantinens nye køkken')).toBeVisible();

    const other = await visit({ as: 'administrator', width: 1280 });
    await other.goto(curator.url());
    await other.getByRole('textbox', { name: say('Title') }).fill('Køkkenet i kantinen');
    await other.getByRole('textbox', { name: say('Facts') }).fill('320 portioner om dagen');
    await other.getByRole('button', { name: say('Save the draft') }).click();
    await expect(heading(other, 'Køkkenet i kantinen')).toBeVisible();

    await curator.getByRole('textbox', { name: say('Title') }).fill('Et køkken for alle');
    await curator.getByRole('textbox', { name: say('Questions to start from') }).fill('Hvad spiser du?');
    await curator.getByRole('button', { name: say('Save the draft') }).click();
    const conflict = curator
      .getByRole('alert')
      .filter({ hasText: say('Someone else saved this while you were writing') });
    await expect(conflict).toContainText('Køkkenet i kantinen');
    await expect(conflict).toContainText('Et køkken for alle');
    await expect(curator.getByRole('textbox', { name: say('Facts') })).toHaveValue('320 portioner om dagen');
    await conflict.getByRole('button', { name: say('Keep mine') }).click();
    await curator.getByRole('button', { name: say('Save the draft') }).click();
    await expect(heading(curator, 'Et køkken for alle')).toBeVisible();
    await curator.reload();
    await expect(curator.getByRole('textbox', { name: say('Questions to start from') })).toHaveValue('Hvad spiser du?');
    await expect(curator.getByRole('textbox', { name: say('Facts') })).toHaveValue('320 portioner om dagen');
  });
});

test('what was written and not saved is there after a reload', async ({ visit }) => {
  const page = await visit({ as: 'curator' });
  await page.goto('/admin/stories/new');
  await page.getByRole('button', { name: say('Write it from scratch') }).click();
  await page.getByRole('textbox', { name: say('Title') }).fill('Halvfærdig');
  await page.goto('/');
  await page.goto('/admin/stories/new');
  await expect(page.getByRole('textbox', { name: say('Title') })).toHaveValue('Halvfærdig');
  await page.getByRole('button', { name: say('Leave it, and start from what is saved') }).click();
  await expect(page.getByRole('textbox', { name: say('Title') })).toHaveValue('');
});
