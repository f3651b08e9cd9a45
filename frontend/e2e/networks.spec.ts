/** An owner registers the organisation's app at a network; people then choose by themselves who shall post. */
import { heading } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

test.describe.configure({ timeout: 90_000 });

test('an app is entered, tested and taken away again, and people can connect meanwhile', async ({ visit, stack }) => {
  const made = stack.networks.linkedin;
  const owner = await visit({ as: 'administrator', width: 1280 });
  const ambassador = await visit({ as: 'ambassador' });

  const offered = async () => {
    await ambassador.goto('/you/profiles');
    await ambassador.getByRole('button', { name: /^LinkedIn/ }).click();
    return ambassador.getByRole('dialog');
  };

  await test.step('before, people post themselves, and are told why', async () => {
    const dialog = await offered();
    await expect(dialog.getByRole('radio')).toHaveCount(0);
    await expect(dialog).toContainText(/Din organisation har ikke åbnet/);
  });

  await test.step('the page says exactly what to enter, and what is missing', async () => {
    await owner.goto('/admin/apps');
    await owner.getByRole('link', { name: /LinkedIn/ }).click();
    await expect(heading(owner, say('{name}: your organisation’s app', { name: 'LinkedIn' }))).toBeVisible();
    await expect(owner.getByText(/\/api\/v1\/profiles\/return\/linkedin\/-$/)).toBeVisible();
    await owner.getByRole('radio', { name: say('With numbers and pages') }).check();
    await expect(owner.getByText('Community Management API')).toBeVisible();
    await owner.getByRole('radio', { name: say('Begin at once') }).check();
    await owner.getByRole('button', { name: say('Save and test') }).click();
    const summary = owner.getByRole('alert');
    await expect(summary).toBeFocused();
    await expect(summary).toContainText(say('Copy the client secret'));
  });

  await test.step('it is saved and tested: LinkedIn does not know this secret, and that is said', async () => {
    await owner.getByRole('textbox', { name: say('Client id') }).fill(made?.client_id ?? '');
    await owner.getByLabel(say('Client secret')).fill('a secret of nobody');
    await owner.getByRole('button', { name: say('Save and test') }).click();
    await expect(owner.getByText(say('The secret does not fit'))).toBeVisible({ timeout: 30_000 });
    await expect(owner.getByLabel(say('Client secret'))).toHaveValue('');
    await owner.reload();
    await expect(owner.getByLabel(say('Client secret'))).toHaveValue('');
    expect(await owner.content()).not.toContain('a secret of nobody');
  });

  await test.step('the right one is accepted', async () => {
    await owner.getByLabel(say('Client secret')).fill(made?.client_secret ?? '');
    await owner.getByRole('button', { name: say('Save and test') }).click();
    await expect(owner.getByText(say('The network accepts the app'))).toBeVisible({ timeout: 30_000 });
  });

  await test.step('now people choose who shall post', async () => {
    const dialog = await offered();
    await expect(dialog.getByRole('radio', { name: say('Fortaler posts for me') })).toBeChecked();
    await expect(dialog.getByRole('button', { name: say('Continue to {name}', { name: 'LinkedIn' }) })).toBeVisible();
    await dialog.getByRole('radio', { name: say('I post myself') }).check();
    await expect(dialog.getByRole('button', { name: say('Add {name}', { name: 'LinkedIn' }) })).toBeVisible();
  });

  await test.step('it is taken away, with what follows said first', async () => {
    await owner.getByRole('button', { name: say('Remove the app') }).click();
    const dialog = owner.getByRole('dialog');
    await expect(dialog).toContainText(
      say('Profiles that are connected work until their access runs out; it cannot be renewed.'),
    );
    await dialog.getByRole('button', { name: say('Remove the app') }).click();
    await expect(heading(owner, say('Networks'))).toBeVisible();
    await expect(owner.getByRole('link', { name: /LinkedIn/ })).toContainText(say('People post themselves'));
    await owner.getByRole('link', { name: say('Log'), exact: true }).click();
    await expect(
      owner.getByRole('rowheader', { name: say('Removed the organisation’s app at a network') }).first(),
    ).toBeVisible();
  });
});
