/** What an owner enters of an app, and what becomes of it. Pure. */
import { t } from '@lingui/core/macro';
import * as z from 'zod/mini';
import type { AppEntry, AppPlace } from '../../../api/types';

export type AppValues = { mode: string; client_id: string; client_secret: string; cap: string };

/** "12", "12.50" and "12,50" dollars as cents; null for anything else. */
export function centsOf(written: string): number | null {
  const found = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(written.trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
}

const inDollars = (cents: number | null | undefined): string =>
  cents === null || cents === undefined ? '' : (cents / 100).toFixed(cents % 100 ? 2 : 0);

export const fromPlace = ({ app, modes }: AppPlace): AppValues => ({
  mode: app?.mode ?? modes[0]?.mode ?? '',
  client_id: app?.client_id ?? '',
  client_secret: '',
  cap: inDollars(app?.monthly_cap_cents),
});

/** A new app needs its secret; one that is held keeps it when the field is left empty. */
export const schemaFor = ({ app }: AppPlace) =>
  z
    .object({
      mode: z.string(),
      client_id: z.string().check(z.refine((value) => value.trim() !== '', { error: () => t`Copy the client id` })),
      client_secret: z.string(),
      cap: z.string().check(
        z.refine((value) => !value.trim() || centsOf(value) !== null, {
          error: () => t`Write an amount such as 25, or leave it empty`,
        }),
      ),
    })
    .check(({ value, issues }) => {
      if (!value.client_secret.trim() && value.client_id.trim() !== app?.client_id)
        issues.push({ code: 'custom', path: ['client_secret'], input: value, message: t`Copy the client secret` });
    }) as unknown as z.ZodMiniType<AppValues, AppValues>;

export const toEntry = (values: AppValues, { costs }: AppPlace): AppEntry => ({
  mode: values.mode,
  client_id: values.client_id.trim(),
  client_secret: values.client_secret.trim() || null,
  monthly_cap_cents: costs ? centsOf(values.cap) : null,
});
