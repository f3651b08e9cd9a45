import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RadioChip } from '../../../components/ui/chip';
import { FieldGroup, TextField } from '../../../components/ui/field';
import { formatWallTime } from '../../../lib/format';
import { browserZone, type Suggestion, suggestTimes, wallTime } from '../../../lib/wall-time';

type Props = {
  id: string;
  name: string;
  at: string | null;
  zone: string;
  error?: string;
  /** Leaves out "now", where a post already has a time and only gets another. */
  laterOnly?: boolean;
  /** Whether a time that is suggested gives way to colleagues' posts; said while one is chosen. */
  spreads?: boolean;
  onChange: (at: string | null, suggested: boolean) => void;
};

/** Now, a good time that is one tap away, or a time of one's own; always on the clock of the person's own zone.
 *  `at` is null for now, and empty while a time is still to be chosen. */
export function WhenPicker({ id, name, at, zone, error, laterOnly = false, spreads = false, onChange }: Props) {
  const { t } = useLingui();
  const [now] = useState(() => new Date());
  const suggestions = suggestTimes(now, zone);
  const suggested = suggestions.some((one) => one.wall === at);
  const [picking, setPicking] = useState(at !== null && !suggested);
  const words = ({ wall, day }: Suggestion) => {
    const time = formatWallTime(wall);
    return day === 'today' ? t`Today ${time}` : t`Tomorrow ${time}`;
  };
  return (
    <FieldGroup id={`${id}-group`} legend={<Trans>When?</Trans>} error={picking ? undefined : error}>
      <div className="flex flex-wrap gap-2">
        {!laterOnly && (
          <RadioChip
            name={name}
            checked={at === null && !picking}
            onChange={() => {
              setPicking(false);
              onChange(null, false);
            }}
          >
            <Trans>Now</Trans>
          </RadioChip>
        )}
        {suggestions.map((one) => (
          <RadioChip
            key={one.wall}
            name={name}
            checked={!picking && at === one.wall}
            onChange={() => {
              setPicking(false);
              onChange(one.wall, true);
            }}
          >
            {words(one)}
          </RadioChip>
        ))}
        <RadioChip
          name={name}
          checked={picking}
          onChange={() => {
            setPicking(true);
            onChange('', false);
          }}
        >
          <Trans>Pick a time</Trans>
        </RadioChip>
      </div>
      {spreads && suggested && !picking && (
        <p className="mt-2 text-sm text-muted">
          <Trans>If a colleague shares this story there then, yours moves to the next free quarter of an hour.</Trans>
        </p>
      )}
      {picking && (
        <div className="mt-3 max-w-80">
          <TextField
            id={id}
            type="datetime-local"
            label={<Trans>Day and time</Trans>}
            hint={zone === browserZone() ? undefined : <Trans>On the clock in {zone}</Trans>}
            error={error}
            min={wallTime(now, zone)}
            value={at ?? ''}
            onChange={(event) => onChange(event.target.value, false)}
          />
        </div>
      )}
    </FieldGroup>
  );
}
