// Names the optional platform packages that npm left out of package-lock.json when the registry could not
// serve them; `npm ci` refuses a lock without them.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'win32'];
const chips = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

for (const [at, { optionalDependencies = {}, dev, license }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${at}/node_modules/${name}`]) continue;
    const parts = name.split('/').at(-1).split('-');
    const os = systems.filter((one) => parts.includes(one));
    const cpu = chips.filter((one) => parts.includes(one));
    if (!os.length && !cpu.length) throw new Error(`no platform in ${name}`);
    const libc = parts.some((one) => one.startsWith('musl')) ? ['musl'] : os[0] === 'linux' ? ['glibc'] : undefined;
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: cpu.length ? cpu : undefined,
      dev,
      libc,
      license,
      optional: true,
      os: os.length ? os : undefined,
    };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
