/** Form controls with their label, hint and error. The error stands above the control and says what to do. */
import { Trans } from '@lingui/react/macro';
import { type ComponentProps, type ReactNode, useId } from 'react';

type Shared = { label: ReactNode; hint?: ReactNode; error?: string; optional?: boolean };

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mb-1 font-semibold text-danger">
      <span className="sr-only">
        <Trans>Error:</Trans>
      </span>{' '}
      {children}
    </p>
  );
}

type Described = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

type FieldProps = Shared & { id?: string; children: (control: Described) => ReactNode };

/** Ties any one control to its label, hint and error. */
export function Field({ label, hint, error, optional = false, id, children }: FieldProps) {
  const made = useId();
  const at = id ?? made;
  const described = [hint && `${at}-hint`, error && `${at}-error`].filter(Boolean).join(' ');
  return (
    <div>
      <label htmlFor={at} className="block font-bold">
        {label}
        {optional && (
          <span className="font-normal text-muted">
            {' '}
            <Trans>(optional)</Trans>
          </span>
        )}
      </label>
      {hint && (
        <p id={`${at}-hint`} className="text-muted">
          {hint}
        </p>
      )}
      <div className="mt-1.5">
        {error && <FieldError id={`${at}-error`}>{error}</FieldError>}
        {children({ id: at, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      </div>
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  optional,
  id,
  className = '',
  ...input
}: Shared & ComponentProps<'input'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} id={id}>
      {(control) => <input {...input} {...control} className={`control ${className}`} />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  optional,
  id,
  className = '',
  ...area
}: Shared & ComponentProps<'textarea'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} id={id}>
      {(control) => <textarea rows={3} {...area} {...control} className={`control ${className}`} />}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  optional,
  id,
  className = '',
  ...select
}: Shared & ComponentProps<'select'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} id={id}>
      {(control) => <select {...select} {...control} className={`control ${className}`} />}
    </Field>
  );
}

export function CheckField({ label, hint, error, id, ...input }: Shared & ComponentProps<'input'>) {
  const made = useId();
  const at = id ?? made;
  const described = [hint && `${at}-hint`, error && `${at}-error`].filter(Boolean).join(' ');
  return (
    <div>
      {error && <FieldError id={`${at}-error`}>{error}</FieldError>}
      <label htmlFor={at} className="flex min-h-11 items-start gap-3 py-2">
        <input
          type="checkbox"
          {...input}
          id={at}
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
          className="size-6 shrink-0 accent-(--brand)"
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={`${at}-hint`} className="pl-9 text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

type GroupProps = { legend: ReactNode; hint?: ReactNode; error?: string; id?: string; children: ReactNode };

/** A question with several controls under it. */
export function FieldGroup({ legend, hint, error, id, children }: GroupProps) {
  const made = useId();
  const at = id ?? made;
  const described = [hint && `${at}-hint`, error && `${at}-error`].filter(Boolean).join(' ');
  return (
    <fieldset id={at} tabIndex={-1} aria-describedby={described || undefined}>
      <legend className="font-bold">{legend}</legend>
      {hint && (
        <p id={`${at}-hint`} className="text-muted">
          {hint}
        </p>
      )}
      <div className="mt-1.5">
        {error && <FieldError id={`${at}-error`}>{error}</FieldError>}
        {children}
      </div>
    </fieldset>
  );
}
