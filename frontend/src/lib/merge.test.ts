import { describe, expect, it } from 'vitest';
import { isSame, mergeValues } from './merge';

const base = { title: 'A', why: 'because', tags: ['night'], text: { facts: 'one' } };

describe('mergeValues', () => {
  it('keeps what only I changed and takes what only they changed', () => {
    const { values, conflicts } = mergeValues(base, { ...base, title: 'B' }, { ...base, text: { facts: 'two' } });
    expect(values).toEqual({ ...base, title: 'B', text: { facts: 'two' } });
    expect(conflicts).toEqual([]);
  });

  it('keeps mine and lists theirs where both changed the same', () => {
    const { values, conflicts } = mergeValues(
      base,
      { ...base, text: { facts: 'mine' } },
      { ...base, text: { facts: 'theirs' } },
    );
    expect(values.text.facts).toBe('mine');
    expect(conflicts).toEqual([{ path: 'text.facts', mine: 'mine', theirs: 'theirs' }]);
  });

  it('sees no conflict where both came to the same', () => {
    const changed = { ...base, tags: ['night', 'day'] };
    expect(mergeValues(base, changed, { ...changed })).toEqual({ values: changed, conflicts: [] });
  });

  it('takes a list as one thing', () => {
    const { values, conflicts } = mergeValues(base, { ...base, tags: [] }, { ...base, tags: ['day'] });
    expect(values.tags).toEqual([]);
    expect(conflicts).toEqual([{ path: 'tags', mine: [], theirs: ['day'] }]);
  });
});

describe('isSame', () => {
  it('takes an empty field for one that was never there, in any order', () => {
    expect(isSame({ a: '', b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 } })).toBe(true);
    expect(isSame({ a: 'x' }, { a: 'y' })).toBe(false);
  });
});
