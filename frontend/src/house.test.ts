/** What every file here keeps to. A new room or page is held to it from its first day. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const LONGEST = 250;
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|css)$/.test(name) && !name.endsWith('schema.gen.ts'))
  .map((name) => ({ name, text: readFileSync(join('src', name), 'utf8') }));

/** The paths under src/ that a file imports. */
const importsOf = ({ name, text }: (typeof files)[number]): string[] =>
  Array.from(text.matchAll(/(?:from|import) '(\.[^']+)'|import\('(\.[^']+)'\)/g), ([, one, other]) =>
    normalize(join(dirname(name), one ?? other ?? '')),
  );

const roomOf = (path: string): string | undefined => /^features\/([^/]+)\//.exec(path)?.[1];
const isTest = (name: string) => /\.test\.|^testing\//.test(name);

/** The session is who one is: every room may ask. */
const FOR_EVERYONE = 'features/people/use-session';

it('files are short enough to be read at once', () => {
  const long = files.filter(({ text }) => text.split('\n').length - 1 > LONGEST).map(({ name }) => name);
  expect(long).toEqual([]);
});

it('rooms do not reach into each other; pages bring them together', () => {
  const reaching = files
    .filter(({ name }) => roomOf(name) && !isTest(name))
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => roomOf(path) && roomOf(path) !== roomOf(file.name) && path !== FOR_EVERYONE)
        .map((path) => `${file.name} → ${path}`),
    );
  expect(reaching).toEqual([]);
});

it('what all rooms are built from knows none of them', () => {
  const knowing = files
    .filter(({ name }) => /^(components|hooks|lib|api)\//.test(name) && !isTest(name))
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => /^(features|routes|app)\//.test(path))
        .map((path) => `${file.name} → ${path}`),
    );
  expect(knowing).toEqual([]);
});

it('the pages of those who run a programme are never part of what everyone loads', () => {
  const leaking = files
    .filter(({ name }) => !/(^|\/)admin(\/|-)/.test(name) && !isTest(name))
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => /\/admin\//.test(path) && !path.endsWith('.po'))
        .map((path) => `${file.name} → ${path}`),
    );
  expect(leaking).toEqual([]);
});
