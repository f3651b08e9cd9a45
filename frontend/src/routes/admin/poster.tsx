/** One invitation: its link to send, and its poster to hang up. */
import { I18nProvider } from '@lingui/react';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Copy, Printer } from 'lucide-react';
import { useState } from 'react';
import type { Invitation, Locale } from '../../api/types';
import { Button } from '../../components/ui/button';
import { RadioChip } from '../../components/ui/chip';
import { FieldGroup } from '../../components/ui/field';
import { Loaded } from '../../components/ui/loaded';
import { Notice } from '../../components/ui/notice';
import { BackLink, PageHeading } from '../../components/ui/page';
import { toast } from '../../components/ui/toast';
import { Poster } from '../../features/ambassadors/admin/poster';
import { invitationQuery } from '../../features/ambassadors/admin/queries';
import { useLanguage } from '../../features/ambassadors/admin/use-language';
import { useSession } from '../../features/people/use-session';
import { copyText } from '../../lib/copy-text';
import { currentLanguage } from '../../lib/language';
import { useProgramme } from './use-membership';

const NAMES: [Locale, string][] = [
  ['da', 'Dansk'],
  ['en', 'English'],
];

function Closed({ state }: { state: Invitation['state'] }) {
  if (state === 'open') return null;
  return (
    <Notice look="warn" title={<Trans>This code lets nobody in any more</Trans>}>
      <p>
        <Trans>Take the posters down, and make a new invitation.</Trans>
      </p>
    </Notice>
  );
}

function LinkToSend({ url }: { url: string }) {
  const { t } = useLingui();
  const copy = async () =>
    toast((await copyText(url)) ? t`The link is copied.` : t`Mark the link and copy it by hand.`);
  return (
    <section className="grid gap-2">
      <h2>
        <Trans>The link</Trans>
      </h2>
      <p className="well p-3 break-all select-all">{url}</p>
      <div>
        <Button look="outline" onClick={() => void copy()}>
          <Copy aria-hidden size={20} />
          <Trans>Copy the link</Trans>
        </Button>
      </div>
    </section>
  );
}

function View({ invitation }: { invitation: Invitation }) {
  const programme = useProgramme();
  const { organisation } = useSession();
  const [language, setLanguage] = useState<Locale>(currentLanguage());
  const words = useLanguage(language);
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid content-start gap-6 lg:order-2 print:hidden">
        <Closed state={invitation.state} />
        <section className="grid gap-4">
          <h2>
            <Trans>The poster</Trans>
          </h2>
          <FieldGroup legend={<Trans>Language of the poster</Trans>}>
            <div className="flex flex-wrap gap-2">
              {NAMES.map(([code, name]) => (
                <RadioChip
                  key={code}
                  name="poster"
                  lang={code}
                  checked={language === code}
                  onChange={() => setLanguage(code)}
                >
                  {name}
                </RadioChip>
              ))}
            </div>
          </FieldGroup>
          <div>
            <Button onClick={() => print()}>
              <Printer aria-hidden size={20} />
              <Trans>Print the poster</Trans>
            </Button>
          </div>
        </section>
        <LinkToSend url={invitation.url} />
      </div>
      <div className="poster-sheet">
        {words && organisation && (
          <I18nProvider i18n={words}>
            <Poster invitation={invitation} programme={programme} organisation={organisation} />
          </I18nProvider>
        )}
      </div>
    </div>
  );
}

export function PosterPage() {
  const { t } = useLingui();
  const { invitationId } = useParams({ from: '/signed-in/admin/invitations/$invitationId' });
  const query = useQuery(invitationQuery(invitationId));
  const label = query.data?.label;
  return (
    <>
      <div className="print:hidden">
        <BackLink to="/admin/invitations">
          <Trans>Invitations</Trans>
        </BackLink>
        <PageHeading title={label ?? t`Invitation`} />
      </div>
      <Loaded query={query} skeleton={<div className="skeleton h-[70vh]" />}>
        {(invitation) => <View invitation={invitation} />}
      </Loaded>
    </>
  );
}
