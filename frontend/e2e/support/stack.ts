/** Starts everything once, with every network beside it: fresh data, free ports, three people signed in. What is where stands in the environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import signAllIn from './sign-in';

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

export default async function startStack(): Promise<() => Promise<void>> {
  const child = spawn(process.env.PYTHON ?? '../.venv/bin/python', ['-m', 'journeys.browser'], {
    env: { ...process.env, PYTHONPATH: '../tests' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await firstLine(child);
  process.env.FORTALER_STACK = line;
  await signAllIn();
  return async () => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
}
