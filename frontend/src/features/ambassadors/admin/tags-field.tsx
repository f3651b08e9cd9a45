import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useId, useState } from 'react';
import { Button } from '../../../components/ui/button';
import { CheckChip } from '../../../components/ui/chip';
import { FieldGroup } from '../../../components/ui/field';

type Props = { known: string[]; value: string[]; onChange: (tags: string[]) => void };

/** The groups someone belongs to: those in use are one tap away, a new one is written. */
export function TagsField({ known, value, onChange }: Props) {
  const { t } = useLingui();
  const [written, setWritten] = useState('');
  const id = useId();
  const shown = [...new Set([...known, ...value])].sort((a, b) => a.localeCompare(b));
  const add = () => {
    const tag = written.trim();
    if (tag && !value.includes(tag)) onChange([...value, tag]);
    setWritten('');
  };
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <FieldGroup legend={<Trans>Groups</Trans>} hint={<Trans>Stories can be aimed at them.</Trans>}>
      {shown.length > 0 && (
        <div className="mb-3 flex flex-wrap gap-2">
          {shown.map((tag) => (
            <CheckChip
              key={tag}
              checked={value.includes(tag)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, tag] : value.filter((one) => one !== tag))
              }
            >
              {tag}
            </CheckChip>
          ))}
        </div>
      )}
      <div className="flex max-w-96 gap-2">
        <label htmlFor={id} className="sr-only">
          {t`A new group`}
        </label>
        <input
          id={id}
          className="control"
          maxLength={60}
          placeholder={t`A new group`}
          value={written}
          onChange={(event) => setWritten(event.target.value)}
          onKeyDown={addOnEnter}
        />
        <Button look="outline" onClick={add}>
          <Trans>Add</Trans>
        </Button>
      </div>
    </FieldGroup>
  );
}
