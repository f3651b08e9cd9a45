/** Adding one network. Where it can be used both ways, the person first says who shall post. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { NetworkInfo } from '../../../api/types';
import { Dialog } from '../../../components/ui/dialog';
import { RadioCard } from '../../../components/ui/radio-card';
import { toast } from '../../../components/ui/toast';
import { BlueskyForm } from './bluesky-form';
import { ConsentForm } from './consent-form';
import { DeclareForm } from './declare-form';
import { MastodonForm } from './mastodon-form';

type Props = { info: NetworkInfo; returnTo: string; onClose: () => void };
type Who = 'fortaler' | 'me';

type WhoProps = { who: Who; info: NetworkInfo; onChange: (who: Who) => void };

/** Where only pages can be connected, the choice is between a page and one's own profile. */
function WhoPosts({ who, info: { name, connects }, onChange }: WhoProps) {
  const { t } = useLingui();
  const group = useId();
  const card = (value: Who) => ({ name: group, value, checked: who === value, onChange: () => onChange(value) });
  const pagesOnly = !connects.includes('personal');
  return (
    <div role="radiogroup" aria-label={t`Who shall post?`} className="grid gap-2">
      <RadioCard
        {...card('fortaler')}
        title={pagesOnly ? <Trans>Fortaler posts on a page I look after</Trans> : <Trans>Fortaler posts for me</Trans>}
      >
        <Trans>You say yes at {name} once. Then a tap is enough, and you can plan ahead.</Trans>
      </RadioCard>
      <RadioCard
        {...card('me')}
        title={pagesOnly ? <Trans>I post on my own profile myself</Trans> : <Trans>I post myself</Trans>}
      >
        <Trans>Fortaler gets no access. Your words are copied, and {name} is opened for you.</Trans>
      </RadioCard>
    </div>
  );
}

function Ways({ info, returnTo, onAdded }: { info: NetworkInfo; returnTo: string; onAdded: () => void }) {
  const { ways, key, name } = info;
  if (ways.includes('instance')) return <MastodonForm returnTo={returnTo} />;
  if (ways.includes('handle') || ways.includes('app_password'))
    return <BlueskyForm returnTo={returnTo} ways={ways} onConnected={onAdded} />;
  if (ways.includes('consent')) return <ConsentForm info={info} returnTo={returnTo} />;
  return <DeclareForm network={key} name={name} onDone={onAdded} />;
}

export function ConnectDialog({ info, returnTo, onClose }: Props) {
  const { t } = useLingui();
  const { key, name, ways } = info;
  const [who, setWho] = useState<Who>('fortaler');
  const both = ways.includes('declare') && ways.length > 1;
  const added = () => {
    onClose();
    toast(t`${name} is added.`);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={<Trans>Add {name}</Trans>}>
      <div className="grid gap-5">
        {both && <WhoPosts who={who} info={info} onChange={setWho} />}
        {both && who === 'me' ? (
          <DeclareForm network={key} name={name} onDone={added} />
        ) : (
          <Ways info={info} returnTo={returnTo} onAdded={added} />
        )}
        {info.app_missing && (
          <p className="text-sm text-muted">
            <Trans>
              Your organisation has not opened for posting by itself on {name}. When it has, you can choose that here.
            </Trans>
          </p>
        )}
      </div>
    </Dialog>
  );
}
