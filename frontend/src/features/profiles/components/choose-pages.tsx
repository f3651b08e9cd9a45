/** After a consent that opens several pages: which of them shall be connected. The others are forgotten. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { Avatar } from '../../../components/ui/avatar';
import { Button } from '../../../components/ui/button';
import { FieldGroup } from '../../../components/ui/field';
import { Loaded } from '../../../components/ui/loaded';
import { networkName } from '../../../components/ui/network-mark';
import { Trouble } from '../../../components/ui/trouble';
import { formatTime } from '../../../lib/format';
import { useChoosePages } from '../mutations';
import { choiceQuery } from '../queries';

type Page = { subject: string; handle: string; display_name: string };

function PageCheck({ page, checked, onChange }: { page: Page; checked: boolean; onChange: () => void }) {
  return (
    <label className="flex min-h-14 cursor-pointer items-center gap-3 rounded-md border-[1.5px] border-edge bg-surface px-3 py-2 hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-checked:text-on-brand-soft">
      <input type="checkbox" checked={checked} onChange={onChange} className="size-6 shrink-0 accent-(--brand)" />
      <Avatar name={page.display_name} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="block font-bold">{page.display_name}</span>
        {page.handle && <span className="block text-sm">{page.handle}</span>}
      </span>
    </label>
  );
}

export function ChoosePages({ choiceId }: { choiceId: string }) {
  const { t } = useLingui();
  const id = useId();
  const navigate = useNavigate();
  const query = useQuery(choiceQuery(choiceId));
  const choose = useChoosePages(choiceId);
  const [chosen, setChosen] = useState<string[]>([]);
  const [missing, setMissing] = useState(false);
  const toggle = (subject: string) => {
    setMissing(false);
    setChosen((before) => (before.includes(subject) ? before.filter((one) => one !== subject) : [...before, subject]));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length > 0)
      choose.mutate(chosen, {
        onSuccess: ({ items: [first] }) =>
          void navigate({
            to: '.',
            search: (before) => ({ ...before, choice: undefined, profile: first?.id }),
            replace: true,
          }),
      });
    else {
      setMissing(true);
      document.getElementById(id)?.focus();
    }
  };
  return (
    <Loaded query={query} skeleton={<div className="skeleton h-56" />}>
      {({ network, expires_at: end, items }) => {
        const [name, until] = [networkName(network), formatTime(end)];
        return (
          <form noValidate onSubmit={send} className="card grid gap-4 p-4 sm:p-5">
            <FieldGroup
              id={id}
              legend={<Trans>Which pages on {name} shall be connected?</Trans>}
              hint={<Trans>We keep access only to those you choose. Choose before {until}.</Trans>}
              error={missing ? t`Choose at least one page` : undefined}
            >
              <div className="grid gap-2">
                {items.map((page) => (
                  <PageCheck
                    key={page.subject}
                    page={page}
                    checked={chosen.includes(page.subject)}
                    onChange={() => toggle(page.subject)}
                  />
                ))}
              </div>
            </FieldGroup>
            {choose.isError && <Trouble error={choose.error} />}
            <div>
              <Button type="submit" busy={choose.isPending}>
                <Trans>Connect the pages</Trans>
              </Button>
            </div>
          </form>
        );
      }}
    </Loaded>
  );
}
