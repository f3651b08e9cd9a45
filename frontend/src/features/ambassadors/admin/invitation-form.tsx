/** A new code: where it will hang or whom it is for, how many may use it, and until when. */
import { t as say } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { Invitation, Role } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { SelectField, TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { newKey } from '../../../lib/ids';
import { onDay, wallTime } from '../../../lib/wall-time';
import { useCreateInvitation } from './mutations';
import { ROLE_NAMES, ROLES } from './words';

const MOST_PLACES = 100_000;

const schema = z.object({
  label: z
    .string()
    .check(
      z.refine((value) => value.trim().length > 0, { error: () => say`Write where it is for, such as “Canteen”` }),
    ),
  role: z.enum(ROLE_NAMES),
  cap: z.string().check(
    z.refine(
      (value) =>
        value.trim() === '' || (/^\d+$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= MOST_PLACES),
      {
        error: () => say`Write a number of people, or leave it empty`,
      },
    ),
  ),
  expires_at: z.string().check(
    z.refine((value) => value === '' || new Date(`${value}T23:59:59`) > new Date(), {
      error: () => say`Choose a day that is not over, or leave it empty`,
    }),
  ),
});

type Props = { programmeId: string; mayGive: Role[]; onMade: (invitation: Invitation) => void; onClose: () => void };

export function InvitationForm({ programmeId, mayGive, onMade, onClose }: Props) {
  const { i18n } = useLingui();
  const [key] = useState(newKey);
  const create = useCreateInvitation(programmeId, key);
  const { form, field, takeProblem, summary } = useAppForm(schema, {
    label: '',
    role: 'ambassador' as Role,
    cap: '',
    expires_at: '',
  });
  const send = form.handleSubmit(({ label, role, cap, expires_at: day }) =>
    create.mutate(
      {
        label: label.trim(),
        role,
        cap: cap.trim() ? Number(cap) : null,
        expires_at: day ? new Date(`${day}T23:59:59`).toISOString() : null,
      },
      { onSuccess: onMade, onError: takeProblem },
    ),
  );
  const today = wallTime(new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-5">
      <ErrorSummary {...summary} />
      {create.isError && summary.errors.length === 0 && <Trouble error={create.error} />}
      <TextField
        {...field('label')}
        autoComplete="off"
        label={<Trans>Where is it for?</Trans>}
        hint={<Trans>For yourself, such as “Canteen” or “E-mail to the night shift”.</Trans>}
      />
      <SelectField {...field('role')} label={<Trans>Whoever joins becomes</Trans>}>
        {ROLE_NAMES.filter((role) => mayGive.includes(role)).map((role) => (
          <option key={role} value={role}>
            {i18n._(ROLES[role].name)}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          {...field('cap')}
          optional
          inputMode="numeric"
          autoComplete="off"
          label={<Trans>Places</Trans>}
          hint={<Trans>Empty: as many as come.</Trans>}
        />
        <TextField
          {...field('expires_at')}
          optional
          type="date"
          min={onDay(today, 0, '00:00').slice(0, 10)}
          label={<Trans>Last day</Trans>}
          hint={<Trans>Empty: until you take it back.</Trans>}
        />
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={create.isPending}>
          <Trans>Make the invitation</Trans>
        </Button>
        <Button look="quiet" onClick={onClose}>
          <Trans>Go back</Trans>
        </Button>
      </div>
    </form>
  );
}
