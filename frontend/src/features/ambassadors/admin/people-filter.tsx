/** Which people are shown. Kept in the address, so that a view can be bookmarked and passed on. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useId, useRef, useState } from 'react';
import type { Ambassador } from '../../../api/types';
import { RadioChip } from '../../../components/ui/chip';
import { SelectField, TextField } from '../../../components/ui/field';
import type { PeopleFilter as Filter } from './queries';
import { PERSON_STATES, ROLE_NAMES, ROLES } from './words';

type Props = { filter: Filter; onChange: (changes: Filter) => void };

const STATES: Ambassador['state'][] = ['active', 'paused', 'applied', 'declined', 'left'];
const TYPING_MS = 250;

/** Searches when the typing pauses. */
function NameSearch({ filter, onChange }: Props) {
  const [typed, setTyped] = useState(filter.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange({ q: value.trim() || undefined }), TYPING_MS);
  };
  return (
    <TextField
      type="search"
      autoComplete="off"
      label={<Trans>Search by name</Trans>}
      value={typed}
      onChange={(event) => type(event.target.value)}
    />
  );
}

export function PeopleFilter({ filter, onChange }: Props) {
  const { t, i18n } = useLingui();
  const name = useId();
  return (
    <div className="grid gap-4">
      <fieldset className="flex flex-wrap gap-2" aria-label={t`Show`}>
        <RadioChip name={name} checked={!filter.state} onChange={() => onChange({ state: undefined })}>
          <Trans>All</Trans>
        </RadioChip>
        {STATES.map((state) => (
          <RadioChip key={state} name={name} checked={filter.state === state} onChange={() => onChange({ state })}>
            {i18n._(PERSON_STATES[state].words)}
          </RadioChip>
        ))}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <NameSearch filter={filter} onChange={onChange} />
        <SelectField
          label={<Trans>Role</Trans>}
          value={filter.role ?? ''}
          onChange={(event) => onChange({ role: ROLE_NAMES.find((role) => role === event.target.value) })}
        >
          <option value="">{t`All roles`}</option>
          {ROLE_NAMES.map((role) => (
            <option key={role} value={role}>
              {i18n._(ROLES[role].name)}
            </option>
          ))}
        </SelectField>
      </div>
    </div>
  );
}
