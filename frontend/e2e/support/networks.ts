/** The networks that stand beside the stack, as a person meets them, and what they really took. */
import { readFileSync } from 'node:fs';
import { type APIRequestContext, expect, type Page } from '@playwright/test';
import type { Stack } from './known';
import { status } from './steps';
import { say } from './words';

const NAMES = {
  linkedin: 'LinkedIn',
  x: 'X',
  threads: 'Threads',
  instagram: 'Instagram',
  facebook: 'Facebook',
  bluesky: 'Bluesky',
};
export type Network = keyof typeof NAMES;

/** The people who have accounts on all of them, each with a screen of their own. */
export const PEOPLE = [
  { screen: 'a phone', name: 'Freja Ager', width: 390, height: 844 },
  { screen: 'a desktop', name: 'Villads Bro', width: 1280, height: 900 },
];

/** What an administrator copied from the networks' consoles; the screen for it has a journey of its own. */
export async function registerApps(owner: APIRequestContext, stack: Stack): Promise<void> {
  for (const [network, { client_id, client_secret, mode }] of Object.entries(stack.networks))
    if (client_id)
      await expect(await owner.put(`/api/v1/apps/${network}`, { data: { client_id, client_secret, mode } })).toBeOK();
}

/** Every token that the network gave out has reached its end. */
export async function endAccess(request: APIRequestContext, stack: Stack, network: 'linkedin'): Promise<void> {
  const answer = await request.post(`${stack.networks[network]?.door}/sim/control`, { data: { expire_tokens: true } });
  await expect(answer).toBeOK();
}

/** On a network's own page: this account, and yes. */
export async function allow(page: Page, network: Network, name: string): Promise<void> {
  await expect(page).toHaveTitle(`${NAMES[network]}, for practice`);
  await page.getByRole('radio', { name }).check();
  if (network === 'bluesky') await page.getByLabel('Password').fill(passwordOf(name));
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
}

export const handleOf = (name: string): string => `${name.split(' ')[0]?.toLowerCase()}.test`;
const passwordOf = (name: string): string => `main password of ${handleOf(name)}`;

/** From the list of networks to the network's page and back. */
export async function connect(page: Page, network: Network, name: string): Promise<void> {
  await page.goto('/you/profiles');
  await page.getByRole('button', { name: new RegExp(`^${NAMES[network]} `) }).click();
  const dialog = page.getByRole('dialog');
  if (network === 'bluesky') await dialog.getByRole('textbox').first().fill(handleOf(name));
  await dialog.getByRole('button', { name: say('Continue to {name}', { name: NAMES[network] }) }).click();
  await allow(page, network, name);
}

export const connected = (page: Page) => expect(status(page, say('Connected. You can share there now.'))).toBeVisible();

type Entry = { act?: string; text?: string; words?: string; record?: { text: string } };

const wordsOf = ({ text, words, record }: Entry): string => text ?? words ?? record?.text ?? '';

/** The words of everything a network ever took, whatever it answered. */
export async function taken(
  request: APIRequestContext,
  stack: Stack,
  network: Network | 'mastodon',
): Promise<string[]> {
  if (network === 'mastodon') {
    const [, token = ''] = /^PRACTICE_TOKEN=(.*)$/m.exec(readFileSync(`${stack.folder}/secrets.env`, 'utf8')) ?? [];
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await request.get(`${stack.practice}/practice/ledger`, { headers });
    return ((await answer.json()) as { posts: Entry[] }).posts.map(wordsOf);
  }
  const answer = await request.get(`${stack.networks[network]?.door}/sim/ledger`);
  const { changes } = (await answer.json()) as { changes: Entry[] };
  return changes.filter(({ act }) => act === 'create').map(wordsOf);
}

type Session = { memberships: { ambassador_id: string; programme: { id: string } }[] };
type Members = { items: { id: string; etag: string }[] };

/** Lets whoever is signed in on `page` look after stories, too, and with them after the organisation's pages. */
export async function makeCurator(owner: APIRequestContext, page: Page): Promise<void> {
  const session = (await (await page.request.get('/api/v1/session')).json()) as Session;
  const [mine] = session.memberships;
  const list = await owner.get(`/api/v1/programmes/${mine?.programme.id}/ambassadors?limit=100`);
  const { items } = (await list.json()) as Members;
  const member = items.find(({ id }) => id === mine?.ambassador_id);
  const given = await owner.patch(`/api/v1/ambassadors/${member?.id}`, {
    data: { roles: ['ambassador', 'curator'] },
    headers: { 'If-Match': member?.etag ?? '' },
  });
  await expect(given).toBeOK();
}
