/** Starts everything once: fresh data, free ports, three people signed in. What is where stands in the environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { request } from '@playwright/test';
import { ROLES, type Role, type Stack, statePath } from './known';

const PATIENCE_MS = 120_000;

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the stack has no output');
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the stack ended with ${code} before it was ready`);
  });
  const [line] = await Promise.race([once(lines, 'line', { signal: AbortSignal.timeout(PATIENCE_MS) }), ended]);
  return String(line);
}

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

export default async function startStack(): Promise<() => Promise<void>> {
  const child = spawn(process.env.PYTHON ?? '../.venv/bin/python', ['-m', 'local.up', '--test'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await firstLine(child);
  const stack = JSON.parse(line) as Stack;
  process.env.FORTALER_STACK = line;
  mkdirSync('test-results', { recursive: true });
  for (const role of ROLES) await signIn(stack, role);
  return async () => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
}
