/** What the settings are called when two versions stand side by side. */
import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Programme } from '../../../api/types';
import { WAYS_IN } from './words';

const NAMES: Record<string, MessageDescriptor> = {
  name: msg`Name`,
  purpose: msg`What is it for?`,
  joining: msg`Who gets in, and how?`,
  question: msg`What do you ask those who apply?`,
  starts_on: msg`First day`,
  ends_on: msg`Last day`,
  words: msg`What are those who take part called?`,
  disclosure: msg`Disclosure`,
  guidelines: msg`Guidelines`,
  link_domains: msg`Domains`,
  lateness_minutes: msg`Minutes that it may be late`,
};

const LANGUAGES: Record<string, string> = { da: 'Dansk', en: 'English' };

/** "Guidelines (English)" for `guidelines.en`. */
export function settingName(i18n: I18n, path: string): string {
  const [first = path, language] = path.split('.');
  const name = NAMES[first] ? i18n._(NAMES[first]) : first;
  return language ? `${name} (${LANGUAGES[language] ?? language})` : name;
}

export function settingValue(i18n: I18n, path: string, value: unknown): string {
  if (path === 'joining') return i18n._(WAYS_IN[value as Programme['joining']].name);
  return String(value ?? '') || '–';
}
