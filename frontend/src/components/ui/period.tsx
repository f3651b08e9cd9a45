import { Trans, useLingui } from '@lingui/react/macro';
import { Segments } from './segments';

const PERIODS = [7, 28, 90] as const;

/** Which stretch of days the numbers are about; 28 makes weeks comparable. */
export function Period({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const { t } = useLingui();
  const choices = PERIODS.map((one) => ({ value: one as number, label: <Trans>{one} days</Trans> }));
  return <Segments label={t`Period`} choices={choices} value={days} onChange={onChange} />;
}
