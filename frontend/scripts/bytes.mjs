// The byte gate: what a person's phone must fetch, gzipped, against the limits we have set ourselves.
// Read from the build's manifest: `npm run build && npm run bytes`. KB are of 1,000 bytes.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMITS = { first: 130, styles: 10, font: 36, composer: 70, route: 45, admin: 250 };
const languages = (folder) => [`src/locales/${folder}da.po`, `src/locales/${folder}en.po`];
const COMPOSERS = ['src/routes/share-story.tsx', 'src/routes/write.tsx'];

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const gzipped = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length;
const kilobytes = (files) => [...files].reduce((sum, file) => sum + gzipped(file), 0) / 1000;

/** Every script that comes with a chunk: its own and, through its imports, those of others. */
function scripts(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the build`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const other of chunk.imports ?? []) scripts(other, found);
  return found;
}

const heaviest = (keys) => keys.map((key) => scripts(key)).sort((one, other) => kilobytes(other) - kilobytes(one))[0];
/** What index.html itself asks for, by the kind of file. */
const asked = (kind) =>
  [...readFileSync('dist/index.html', 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)]
    .map(([, file]) => file)
    .filter((file) => file.endsWith(kind));
const first = new Set(asked('.js')).union(heaviest(languages('')));
const pages = heaviest(languages('pages/'));
const beyond = (...parts) => kilobytes(parts.reduce((all, part) => all.union(part), new Set()).difference(first));
const font = readdirSync('dist/assets').find((name) => /-latin-wght-normal-.*\.woff2$/.test(name));

const rows = [
  ['first load, scripts with one language', kilobytes(first), LIMITS.first],
  ['first load, styles', kilobytes(asked('.css')), LIMITS.styles],
  ['font', statSync(`dist/assets/${font}`).size / 1000, LIMITS.font],
  ...Object.keys(manifest)
    .filter((key) => /^src\/routes\/[^/]+\.tsx$/.test(key) && manifest[key].isDynamicEntry)
    .map((key) => [key, beyond(scripts(key), pages), COMPOSERS.includes(key) ? LIMITS.composer : LIMITS.route]),
  [
    'first page of those who run a programme',
    beyond(
      scripts('src/routes/admin/layout.tsx'),
      scripts('src/routes/admin/outcomes.tsx'),
      heaviest(languages('admin/')),
    ),
    LIMITS.admin,
  ],
];

let over = false;
for (const [name, size, limit] of rows) {
  const verdict = size > limit ? 'TOO LARGE' : '';
  over ||= size > limit;
  process.stdout.write(
    `${name.padEnd(42)} ${size.toFixed(1).padStart(6)} of ${String(limit).padStart(3)} KB ${verdict}\n`,
  );
}
process.exitCode = over ? 1 : 0;
