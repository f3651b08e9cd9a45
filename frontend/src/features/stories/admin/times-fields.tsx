import { Trans } from '@lingui/react/macro';
import { TextField } from '../../../components/ui/field';
import { browserZone } from '../../../lib/wall-time';

type Registered = { id: string; error?: string; name: string };

type Props = { zone: string; from: Registered; until: Registered; began: boolean };

/** From when and until when people can share the story, on the clock of the person who writes it. */
export function TimesFields({ zone, from, until, began }: Props) {
  return (
    <section className="grid gap-4">
      <h2>
        <Trans>When?</Trans>
      </h2>
      {zone !== browserZone() && (
        <p className="text-muted">
          <Trans>On the clock in {zone}</Trans>
        </p>
      )}
      {!began && (
        <TextField
          {...from}
          optional
          type="datetime-local"
          label={<Trans>From</Trans>}
          hint={<Trans>Empty: as soon as you publish.</Trans>}
        />
      )}
      <TextField
        {...until}
        optional
        type="datetime-local"
        label={<Trans>Until</Trans>}
        hint={<Trans>Empty: it stays until you withdraw it.</Trans>}
      />
    </section>
  );
}
