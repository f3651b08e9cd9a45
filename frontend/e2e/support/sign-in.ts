/** Signs in the three people of a stack that runs; by itself it is the set-up for one that somebody else started. */
import { mkdirSync } from 'node:fs';
import { request } from '@playwright/test';
import { knownStack, ROLES, type Role, type Stack, statePath } from './known';

/** Signs in by the link, once for the whole run, and keeps the session for every test that wants it. */
async function signIn(stack: Stack, role: Role): Promise<void> {
  const link = new URL(stack[role]);
  const context = await request.newContext({ baseURL: stack.public });
  const answer = await context.post('/api/v1/session', {
    headers: { 'X-Fortaler': '1', Origin: stack.public },
    data: { way: 'link', token: link.pathname.split('/').at(-1) },
  });
  if (!answer.ok()) throw new Error(`${role} could not sign in: ${answer.status()} ${await answer.text()}`);
  await context.storageState({ path: statePath(role) });
  await context.dispose();
}

export default async function signAllIn(): Promise<void> {
  mkdirSync('test-results', { recursive: true });
  for (const role of ROLES) await signIn(knownStack(), role);
}
