/** An administrator's work: a programme for students, a poster on the wall, and somebody who asks to be let in. */
import { heading } from './support/steps';
import { expect, test } from './support/test';
import { say } from './support/words';

test('a programme, a poster, an applicant who is accepted, and a line in the log for each', async ({ visit }) => {
  const admin = await visit({ as: 'administrator', width: 1280 });

  await test.step('makes a programme for students', async () => {
    await admin.goto('/admin/programmes');
    await admin.getByRole('button', { name: say('New programme') }).click();
    await admin.getByRole('radio', { name: say('Students') }).check();
    await admin.getByRole('textbox', { name: say('Name'), exact: true }).fill('Lærlinge fortæller');
    await admin.getByRole('textbox', { name: say('What is it for?') }).fill('Vi viser, hvordan det er at stå i lære.');
    await admin.getByRole('button', { name: say('Make the programme') }).click();
    await expect(heading(admin, 'Lærlinge fortæller')).toBeVisible();
    await expect(admin.getByRole('radio', { name: say('By application') })).toBeChecked();
  });

  await test.step('sets what applicants are asked', async () => {
    const asked = admin.getByRole('group', { name: say('What do you ask those who apply?') });
    await asked.getByRole('textbox', { name: 'Dansk' }).fill('Hvad lærer du lige nu?');
    await admin.getByRole('button', { name: say('Save the settings') }).click();
    await expect(admin.getByText(say('The settings are saved.'))).toBeVisible();
  });

  const code = await test.step('makes an invitation and its poster', async () => {
    await admin.getByRole('link', { name: say('Invitations') }).click();
    await admin
      .getByRole('button', { name: say('New invitation') })
      .first()
      .click();
    await admin.getByRole('textbox', { name: say('Where is it for?') }).fill('Værkstedet');
    await admin.getByRole('button', { name: say('Make the invitation') }).click();
    await expect(heading(admin, 'Værkstedet')).toBeVisible();
    const poster = admin.getByRole('article');
    const qr = poster.getByRole('img');
    await expect(qr).toBeVisible();
    await expect.poll(() => qr.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await admin.getByRole('radio', { name: 'English' }).check();
    await expect(poster).toContainText('Your words reach further than ours');
    await admin.emulateMedia({ media: 'print' });
    await expect(admin.getByRole('navigation').first()).toBeHidden();
    const paper = (await admin.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await admin.emulateMedia({ media: 'screen' });
    const [found] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await poster.textContent()) ?? '') ?? [];
    expect(found).toBeTruthy();
    return found ?? '';
  });

  const apprentice = await visit();
  await test.step('somebody applies', async () => {
    await apprentice.goto(`/join/${code}`);
    await apprentice.getByRole('textbox', { name: say('Your name') }).fill('Signe Toft');
    await apprentice.getByRole('textbox', { name: 'Hvad lærer du lige nu?' }).fill('At sætte glas i.');
    await apprentice.getByRole('checkbox', { name: say('I have read this and want to take part') }).check();
    await apprentice.getByRole('button', { name: say('Send my application') }).click();
    await expect(apprentice).toHaveURL('/');
    await expect(apprentice.getByRole('main')).toContainText('Lærlinge fortæller');
  });

  await test.step('is accepted, and takes part', async () => {
    await admin.getByRole('link', { name: say('People'), exact: true }).click();
    await expect(admin.getByRole('list').filter({ hasText: 'At sætte glas i.' })).toBeVisible();
    await admin.getByRole('button', { name: say('Accept {name}', { name: 'Signe Toft' }) }).click();
    await expect(admin.getByRole('row', { name: /Signe Toft/ })).toContainText(say('Takes part'));
    await apprentice.goto('/you');
    await expect(apprentice.getByText(say('Application sent'))).toBeHidden();
  });

  await test.step('is put into a group, and paused', async () => {
    await admin.getByRole('button', { name: say('Change {0}', { 0: 'Signe Toft' }) }).click();
    await admin.getByRole('textbox', { name: say('A new group') }).fill('Glarmestre');
    await admin.getByRole('button', { name: say('Add') }).click();
    await admin.getByRole('button', { name: say('Save'), exact: true }).click();
    await expect(admin.getByRole('row', { name: /Signe Toft/ })).toContainText('Glarmestre');
    await admin.getByRole('button', { name: say('Change {0}', { 0: 'Signe Toft' }) }).click();
    await admin.getByRole('button', { name: say('Pause {name}', { name: 'Signe Toft' }) }).click();
    await expect(admin.getByRole('button', { name: say('End the pause') })).toBeVisible();
    await admin.keyboard.press('Escape');
    await expect(admin.getByRole('row', { name: /Signe Toft/ })).toContainText(say('Paused'));
  });

  await test.step('finds it all in the log', async () => {
    await admin.getByRole('link', { name: say('Log'), exact: true }).click();
    for (const done of ['Made a programme', 'Made an invitation', 'Accepted an applicant', 'Paused someone'])
      await expect(admin.getByRole('rowheader', { name: say(done) }).first()).toBeVisible();
  });
});

test('the first screen answers in a sentence, and says of each figure where it is from', async ({ visit }) => {
  const admin = await visit({ as: 'administrator', width: 1280 });
  await admin.goto('/admin');
  await expect(admin.getByText(/har delt inden for de seneste 28 dage/)).toBeVisible();
  for (const figure of ['Active rate', 'Shares', 'Clicks', 'Visitors', 'Reactions'])
    await expect(
      admin
        .getByRole('term')
        .filter({ hasText: say(figure) })
        .first(),
    ).toBeVisible();
  await expect(admin.getByText(new RegExp(say('from the links in the posts'))).first()).toBeVisible();
  await expect(admin.getByRole('img', { name: say('Clicks and visitors per day') })).toBeVisible();
  await admin.getByRole('radio', { name: say('{one} days', { one: 7 }) }).check();
  await expect(admin).toHaveURL(/days=7/);
});
