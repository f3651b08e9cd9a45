import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RadioChip } from '../../../components/ui/chip';
import { applyTheme, chosenTheme, type Theme } from '../../../lib/theme';

export function ThemeChoice() {
  const { t } = useLingui();
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <fieldset className="flex flex-wrap gap-2" aria-label={t`Light or dark`}>
      <RadioChip name="theme" checked={theme === 'system'} onChange={() => choose('system')}>
        <Trans>As the device</Trans>
      </RadioChip>
      <RadioChip name="theme" checked={theme === 'light'} onChange={() => choose('light')}>
        <Trans>Light</Trans>
      </RadioChip>
      <RadioChip name="theme" checked={theme === 'dark'} onChange={() => choose('dark')}>
        <Trans>Dark</Trans>
      </RadioChip>
    </fieldset>
  );
}
