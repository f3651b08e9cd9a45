/** Taking a story back: planned posts of it are stopped, and their authors read why. */
import { t as say } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { Story } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Dialog } from '../../../components/ui/dialog';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { TextArea } from '../../../components/ui/field';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { useAppForm } from '../../../hooks/use-app-form';
import { useWithdrawStory } from './mutations';

const schema = z.object({
  reason: z
    .string()
    .check(z.refine((value) => value.trim().length > 0, { error: () => say`Write why, so that people understand` })),
});

function Reason({ story, onDone }: { story: Story; onDone: () => void }) {
  const { t } = useLingui();
  const withdraw = useWithdrawStory(story.id);
  const { form, field, takeProblem, summary } = useAppForm(schema, { reason: '' });
  const send = form.handleSubmit(({ reason }) =>
    withdraw.mutate(reason.trim(), {
      onError: takeProblem,
      onSuccess: () => {
        toast(t`The story is withdrawn.`);
        onDone();
      },
    }),
  );
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="grid gap-4">
      <ErrorSummary {...summary} />
      {withdraw.isError && summary.errors.length === 0 && <Trouble error={withdraw.error} />}
      <p>
        <Trans>
          It leaves the feed at once. Planned posts are stopped; posts that are out already stay where they are.
        </Trans>
      </p>
      <TextArea
        {...field('reason')}
        label={<Trans>Why?</Trans>}
        hint={<Trans>Everyone who planned to share it will read this.</Trans>}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="danger" busy={withdraw.isPending}>
          <Trans>Withdraw the story</Trans>
        </Button>
        <Button look="quiet" onClick={onDone}>
          <Trans>Go back</Trans>
        </Button>
      </div>
    </form>
  );
}

export function Withdraw({ story }: { story: Story }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        <Trans>Withdraw</Trans>
      </Button>
      <Dialog open={asking} onOpenChange={setAsking} title={<Trans>Withdraw the story?</Trans>}>
        <Reason story={story} onDone={() => setAsking(false)} />
      </Dialog>
    </>
  );
}
