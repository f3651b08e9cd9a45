import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { RadioChip } from './chip';

const PERIODS = [7, 28, 90] as const;

/** Which stretch of days the numbers are about; 28 makes weeks comparable. */
export function Period({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const { t } = useLingui();
  const name = useId();
  return (
    <fieldset className="flex flex-wrap gap-2" aria-label={t`Period`}>
      {PERIODS.map((one) => (
        <RadioChip key={one} name={name} checked={days === one} onChange={() => onChange(one)}>
          <Trans>{one} days</Trans>
        </RadioChip>
      ))}
    </fieldset>
  );
}
