/** A programme's settings as a form, and back. Pure. */
import { t } from '@lingui/core/macro';
import * as z from 'zod/mini';
import type { Programme } from '../../../api/types';

type PerLanguage = Programme['guidelines'];

export type SettingsValues = {
  name: string;
  purpose: string;
  joining: Programme['joining'];
  question: PerLanguage;
  starts_on: string;
  ends_on: string;
  words: Programme['words'];
  disclosure: PerLanguage;
  guidelines: PerLanguage;
  link_domains: string;
  lateness_minutes: string;
};

export function fromProgramme(programme: Programme): SettingsValues {
  const { name, purpose, joining, question, words, disclosure, guidelines } = programme;
  return {
    name,
    purpose,
    joining,
    question: question ?? { da: '', en: '' },
    starts_on: programme.starts_on ?? '',
    ends_on: programme.ends_on ?? '',
    words,
    disclosure,
    guidelines,
    link_domains: programme.link_domains.join('\n'),
    lateness_minutes: String(programme.lateness_minutes),
  };
}

/** A domain as people paste it: with the scheme, a path, capitals. */
const tidyDomain = (written: string) =>
  written
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '');

const toDomains = (text: string) => [
  ...new Set(
    text
      .split(/[\s,]+/)
      .map(tidyDomain)
      .filter(Boolean),
  ),
];

export function toChanges(values: SettingsValues) {
  return {
    ...values,
    name: values.name.trim(),
    purpose: values.purpose.trim(),
    starts_on: values.starts_on || null,
    ends_on: values.ends_on || null,
    link_domains: toDomains(values.link_domains),
    lateness_minutes: Number(values.lateness_minutes),
  };
}

export type ProgrammeChanges = ReturnType<typeof toChanges>;

const perLanguage = z.object({ da: z.string(), en: z.string() });
const filled = (message: () => string) =>
  z.string().check(z.refine((value) => value.trim() !== '', { error: message }));
const naming = z.object({
  ambassador: filled(() => t`Write what one of them is called`),
  ambassadors: filled(() => t`Write what several of them are called`),
});

/** A day is the longest that "a little late" can mean. */
const MOST_MINUTES = 1_440;
const DOMAIN = /^(?:[a-z0-9æøåäöü](?:[a-z0-9æøåäöü-]*[a-z0-9æøåäöü])?\.)+[a-zæøå]{2,}(?::\d+)?$/;

export const settingsSchema = z
  .object({
    name: filled(() => t`Write a name`),
    purpose: filled(() => t`Write what the programme is for`),
    joining: z.enum(['open', 'code', 'apply', 'invite']),
    question: perLanguage,
    starts_on: z.string(),
    ends_on: z.string(),
    words: z.object({ da: naming, en: naming }),
    disclosure: perLanguage,
    guidelines: perLanguage,
    link_domains: z.string().check(
      z.refine((value) => toDomains(value).every((one) => DOMAIN.test(one)), {
        error: () => t`Write one domain to a line, such as example.com`,
      }),
    ),
    lateness_minutes: z.string().check(
      z.refine((value) => /^\d+$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= MOST_MINUTES, {
        error: () => t`Write a number of minutes from 1 to 1440`,
      }),
    ),
  })
  .check(({ value, issues }) => {
    if (value.ends_on && value.starts_on && value.ends_on < value.starts_on)
      issues.push({ code: 'custom', path: ['ends_on'], input: value, message: t`Choose a last day after the first` });
  }) as unknown as z.ZodMiniType<SettingsValues, SettingsValues>;
