/** A form that loses nothing: kept on this device as it is written, and brought together with what others saved meanwhile. */
import { useEffect, useRef, useState } from 'react';
import type { DefaultValues, FieldValues, Path, PathValue } from 'react-hook-form';
import type { ZodMiniType } from 'zod/mini';
import { type Conflict, isSame, mergeValues } from '../lib/merge';
import { forget, recall, remember } from '../lib/storage';
import { useAppForm } from './use-app-form';

/** `base` is what the server had when the person began to write. */
type Kept<Values> = { base: Values; values: Values };

type Options<Values extends FieldValues> = {
  schema: ZodMiniType<Values, Values>;
  /** Names the form on this device: person, thing. */
  keep: string;
  /** What the server has. */
  saved: Values;
};

const KEEP_AFTER_MS = 300;

function begin<Values extends FieldValues>(keep: string, saved: Values) {
  const kept = recall<Kept<Values>>(keep);
  return kept
    ? { ...mergeValues(kept.base, kept.values, saved), restored: true }
    : { values: saved, conflicts: [], restored: false };
}

export function useKeptForm<Values extends FieldValues>({ schema, keep, saved }: Options<Values>) {
  const [start] = useState(() => begin(keep, saved));
  const base = useRef(saved);
  const [conflicts, setConflicts] = useState<Conflict[]>(start.conflicts);
  const [restored, setRestored] = useState(start.restored);
  const made = useAppForm<Values>(schema, start.values as DefaultValues<Values>);
  const { form } = made;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      timer = undefined;
      const values = form.getValues();
      if (isSame(values, base.current)) forget(keep);
      else remember(keep, { base: base.current, values } satisfies Kept<Values>);
    };
    const stop = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        timer = setTimeout(write, KEEP_AFTER_MS);
      },
    });
    const writeNow = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      write();
    };
    addEventListener('pagehide', writeNow);
    return () => {
      stop();
      removeEventListener('pagehide', writeNow);
      writeNow();
    };
  }, [form, keep]);

  /** Takes in what someone else saved; what both changed is left to be chosen between. */
  const meet = (theirs: Values) => {
    const merged = mergeValues(base.current, form.getValues(), theirs);
    base.current = theirs;
    form.reset(merged.values, { keepSubmitCount: true });
    setConflicts(merged.conflicts);
  };

  const choose = ({ path, mine, theirs }: Conflict, whose: 'mine' | 'theirs') => {
    const chosen = (whose === 'mine' ? mine : theirs) as PathValue<Values, Path<Values>>;
    form.setValue(path as Path<Values>, chosen, { shouldDirty: true });
    setConflicts((before) => before.filter((one) => one.path !== path));
  };

  /** Everything is saved: the server has it, this device need not. */
  const settle = (values: Values) => {
    base.current = values;
    form.reset(values, { keepSubmitCount: true });
    forget(keep);
    setConflicts([]);
    setRestored(false);
  };

  return { ...made, conflicts, choose, meet, restored, settle, startOver: () => settle(saved) };
}
