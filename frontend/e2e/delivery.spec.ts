/** The switch: an administrator stops a network, people see why their posts wait, and nothing is lost. */
import { beginToShare, joinAndConnect, shareNow, shown, words } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

const WHY = 'Vi retter en fejl i historien. Det tager en time.';

test.describe.configure({ timeout: 120_000 });

test.afterEach(async ({ api }) => {
  const admin = await api('administrator');
  const { holds } = await (await admin.get('/api/v1/deliveries')).json();
  for (const { id } of holds)
    await admin.post(`/api/v1/deliveries/holds/${id}/release`, { data: { send_late: false } });
});

test('a network is stopped and let go on, and the post that waited goes out once', async ({ visit, stack }) => {
  const admin = await visit({ as: 'administrator', width: 1280 });
  const author = await visit();
  await joinAndConnect(author, stack.join_code, 'Bodil Krag');

  await test.step('a stop wants a reason', async () => {
    await admin.goto('/admin/deliveries');
    await admin.getByRole('button', { name: say('Stop posts') }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('combobox', { name: say('What shall be stopped?') }).selectOption('mastodon');
    await dialog.getByRole('button', { name: say('Stop it now') }).click();
    await expect(dialog.getByRole('alert')).toContainText(say('Write why, so that people know what they wait for'));
    await dialog.getByRole('textbox', { name: say('Why?') }).fill(WHY);
    await dialog.getByRole('button', { name: say('Stop it now') }).click();
    await expect(admin.getByRole('status').filter({ hasText: say('Not everything goes out.') })).toBeVisible();
    await expect(admin.getByRole('listitem').filter({ hasText: WHY })).toContainText('Karen Holm');
  });

  await test.step('what is shared meanwhile waits, and its author reads why', async () => {
    await beginToShare(author);
    await words(author).fill('Mine egne ord, som gerne må vente lidt.');
    await shown(author);
    await shareNow(author).click();
    await expect(author.getByRole('button', { name: say('Undo') })).toBeVisible();
    await expect(async () => {
      await author.reload();
      await expect(author.getByRole('heading', { name: say('On hold') })).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
    await expect(author.getByRole('article')).toContainText(WHY);
    await expect(author.getByRole('list').filter({ hasText: say('Next:') })).toBeVisible();
  });

  await test.step('the administrator sees it, and lets it go on', async () => {
    await admin.reload();
    const stopped = admin.getByRole('row', { name: /Mastodon/ });
    await expect(stopped.getByRole('cell').nth(2)).toContainText('1');
    await admin.getByRole('button', { name: say('Let posts go on: {name}', { name: 'Mastodon' }) }).click();
    const dialog = admin.getByRole('dialog');
    await expect(dialog.getByRole('radio', { name: say('Ask their authors') })).toBeChecked();
    await dialog.getByRole('button', { name: say('Let posts go on') }).click();
    await expect(admin.getByText('1 opslag går videre.')).toBeVisible();
    await expect(admin.getByRole('heading', { name: say('Stopped'), exact: true })).toHaveCount(0);
  });

  await test.step('it goes out', async () => {
    const thanks = author.getByRole('heading', { level: 1, name: say('Shared. Thank you for speaking up.') });
    await expect(async () => {
      await author.reload();
      await expect(thanks).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
  });
});
