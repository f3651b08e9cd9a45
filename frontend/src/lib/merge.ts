/** Three versions of the same form brought together: as it was read, as one person left it, as somebody else saved it. Pure. */

type Tree = { [key: string]: unknown };

export type Conflict = { path: string; mine: unknown; theirs: unknown };

export type Merged<Values> = { values: Values; conflicts: Conflict[] };

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype;

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) => {
    if (held === '') return undefined;
    return isTree(held) ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1))) : held;
  }) ?? '';

/** Equal in what they hold. To a form, an empty field and one that was never there are the same. */
export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

function mergeTree(base: Tree, mine: Tree, theirs: Tree, before: string, conflicts: Conflict[]): Tree {
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return Object.fromEntries(
    Array.from(keys, (key) => {
      const [was, here, there] = [base[key], mine[key], theirs[key]];
      const path = before ? `${before}.${key}` : key;
      if (isTree(here) && isTree(there) && here.id === there.id)
        return [key, mergeTree(isTree(was) ? was : {}, here, there, path, conflicts)];
      if (isSame(here, there) || isSame(there, was)) return [key, here];
      if (isSame(here, was)) return [key, there];
      conflicts.push({ path, mine: here, theirs: there });
      return [key, here];
    }),
  );
}

/** What only one side changed is taken from that side. What has an `id` is one thing: two of them are never mixed. Where both did, mine stands and theirs is kept beside it. */
export function mergeValues<Values extends object>(base: Values, mine: Values, theirs: Values): Merged<Values> {
  const conflicts: Conflict[] = [];
  const values = mergeTree(base as Tree, mine as Tree, theirs as Tree, '', conflicts) as Values;
  return { values, conflicts };
}
