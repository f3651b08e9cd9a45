/** A few choices side by side in one frame, of which one holds; plain radios to keyboards and screen readers. */
import { type ReactNode, useId } from 'react';

type Choice<Value> = { value: Value; label: ReactNode; lang?: string };

type Props<Value> = { label: string; choices: Choice<Value>[]; value: Value; onChange: (value: Value) => void };

export function Segments<Value extends string | number>({ label, choices, value, onChange }: Props<Value>) {
  const name = useId();
  return (
    <fieldset aria-label={label} className="segments">
      {choices.map((one) => (
        <label key={one.value} lang={one.lang}>
          <input type="radio" name={name} checked={one.value === value} onChange={() => onChange(one.value)} />
          {one.label}
        </label>
      ))}
    </fieldset>
  );
}
