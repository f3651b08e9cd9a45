/** Light, dark, or as the device is set. */
import { forget, recall, remember } from './storage';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';

export function chosenTheme(): Theme {
  const kept = recall<string>(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Sets the page to the theme, as remembered or as given. */
export function applyTheme(theme: Theme = chosenTheme()): void {
  const root = document.documentElement;
  if (theme === 'system') {
    delete root.dataset.theme;
    forget(KEY);
  } else {
    root.dataset.theme = theme;
    remember(KEY, theme);
  }
}
