import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Segments } from '../../../components/ui/segments';
import { applyTheme, chosenTheme, type Theme } from '../../../lib/theme';

export function ThemeChoice() {
  const { t } = useLingui();
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  const choices = [
    { value: 'system' as Theme, label: <Trans>As the device</Trans> },
    { value: 'light' as Theme, label: <Trans>Light</Trans> },
    { value: 'dark' as Theme, label: <Trans>Dark</Trans> },
  ];
  return <Segments label={t`Light or dark`} choices={choices} value={theme} onChange={choose} />;
}
