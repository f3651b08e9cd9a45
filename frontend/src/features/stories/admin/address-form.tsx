/** The quick way in: the address of a page, from which the story's first draft is read. */
import { t as say } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import * as z from 'zod/mini';
import type { AddressRead } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { useReadAddress } from './mutations';

/** People leave out what a browser adds by itself. */
const whole = (address: string) =>
  /^https?:\/\//i.test(address.trim()) ? address.trim() : `https://${address.trim()}`;

const schema = z.object({
  url: z.string().check(
    z.refine((value) => value.trim() !== '' && URL.canParse(whole(value)), {
      error: () => say`Paste the address of a page, such as https://example.com/news`,
    }),
  ),
});

type Props = { programmeId: string; onRead: (page: AddressRead) => void; onWrite: () => void };

export function AddressForm({ programmeId, onRead, onWrite }: Props) {
  const read = useReadAddress(programmeId);
  const { form, field, takeProblem, summary } = useAppForm(schema, { url: '' });
  const send = form.handleSubmit(({ url }) => read.mutate(whole(url), { onSuccess: onRead, onError: takeProblem }));
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="card grid max-w-[44rem] gap-5 p-5 sm:p-7">
      <ErrorSummary {...summary} />
      {read.isError && summary.errors.length === 0 && <Trouble error={read.error} />}
      <TextField
        {...field('url')}
        type="url"
        inputMode="url"
        autoComplete="off"
        placeholder="https://"
        label={<Trans>Paste the address of a page</Trans>}
        hint={<Trans>Title, picture and summary are read from it. You make it your own before anyone sees it.</Trans>}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={read.isPending}>
          <Trans>Read the page</Trans>
        </Button>
        <Button look="quiet" onClick={onWrite}>
          <Trans>Write it from scratch</Trans>
        </Button>
      </div>
    </form>
  );
}
