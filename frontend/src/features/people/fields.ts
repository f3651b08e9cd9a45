/** What people write about themselves, and what must be right about it. */
import { t } from '@lingui/core/macro';
import * as z from 'zod/mini';

export const nameField = z.string().check(
  z.refine((value) => value.trim().length > 0, { error: () => t`Write your name` }),
  z.maxLength(100, { error: () => t`Write your name in at most 100 characters` }),
);

export const emailField = z.string().check(
  z.refine((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()), {
    error: () => t`Write an e-mail address, such as name@example.com`,
  }),
);

export const codeField = z.string().check(
  z.refine((value) => /^\d{6}$/.test(value.replace(/\s/g, '')), {
    error: () => t`Write the six figures of the code`,
  }),
);

export const printedCodeField = z.string().check(
  z.refine((value) => /^\d{12}$/.test(value.replace(/[\s-]/g, '')), {
    error: () => t`Write the twelve figures of your code`,
  }),
);
