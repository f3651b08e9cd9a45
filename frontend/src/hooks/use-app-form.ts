/** A form whose mistakes come out in two places: above each field, and in the summary at the top. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  type Path,
  type Resolver,
  useForm,
} from 'react-hook-form';
import type { ZodMiniType } from 'zod/mini';
import { fieldProblems } from '../api/problem-words';

/** A mistake, and the id of the control that has it. */
export type FormError = { id: string; message: string };

/** Every message in a tree of errors, with the path of its field. */
function flatten(errors: FieldErrors, before = ''): [path: string, message: string][] {
  return Object.entries(errors).flatMap(([key, error]) => {
    const path = before ? `${before}.${key}` : key;
    if (!error || typeof error !== 'object') return [];
    if ('message' in error && typeof error.message === 'string') return [[path, error.message] as [string, string]];
    return flatten(error as FieldErrors, path);
  });
}

export function useAppForm<Values extends FieldValues>(
  schema: ZodMiniType<Values, Values>,
  defaultValues: DefaultValues<Values>,
) {
  const uid = useId();
  const { i18n } = useLingui();
  const [refusals, setRefusals] = useState(0);
  const form = useForm<Values>({
    resolver: zodResolver(schema) as unknown as Resolver<Values>,
    defaultValues,
    shouldFocusError: false,
  });
  const { errors, submitCount } = form.formState;
  const found = flatten(errors);
  const idOf = (name: string) => `${uid}-${name}`;

  /** Puts the server's refusal of single fields beside them; false when the refusal names no field of this form. */
  const takeProblem = (error: unknown): boolean => {
    const known = fieldProblems(i18n, error).filter(([field]) => (field.split('.')[0] ?? '') in form.getValues());
    for (const [field, message] of known) form.setError(field as Path<Values>, { type: 'server', message });
    setRefusals((before) => before + 1);
    return known.length > 0;
  };

  /** Everything a text field needs for one value. */
  const field = (name: Path<Values>) => ({
    ...form.register(name),
    id: idOf(name),
    error: found.find(([path]) => path === name)?.[1],
  });

  /** As `field`, for a control that keeps its value itself. */
  const errorOf = (name: string) => ({ id: idOf(name), error: found.find(([path]) => path === name)?.[1] });

  const list: FormError[] = found.map(([path, message]) => ({ id: idOf(path), message }));
  return { form, field, errorOf, idOf, takeProblem, summary: { errors: list, attempt: submitCount + refusals } };
}
