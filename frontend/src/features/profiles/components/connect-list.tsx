/** The networks one can add, each in one tap or with one question; used on the profiles page and in the composer. */
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { NetworkInfo } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Loaded } from '../../../components/ui/loaded';
import { NetworkMark } from '../../../components/ui/network-mark';
import { Trouble } from '../../../components/ui/trouble';
import { useConnect } from '../mutations';
import { networksQuery, profilesQuery } from '../queries';
import { ConnectDialog } from './connect-dialog';

/** `compact` leaves out what each network means, where there is little room. */
type Props = { returnTo: string; compact?: boolean };

/** Somewhere to try everything without anyone reading along; offered where the installation has one. */
function PracticeOffer({ practice, returnTo }: { practice: NonNullable<NetworkInfo['practice']>; returnTo: string }) {
  const connect = useConnect();
  return (
    <div className="grid gap-2 rounded-md bg-brand-soft p-4 text-on-brand-soft">
      <p className="font-bold">
        <Trans>Try it first</Trans>
      </p>
      <p>
        <Trans>
          The practice network works like the real ones, but only on this installation. Nobody outside reads along.
        </Trans>
      </p>
      {connect.isError && <Trouble error={connect.error} />}
      <div>
        <Button
          busy={connect.isPending}
          onClick={() => connect.mutate({ network: 'mastodon', instance: practice.instance, return_to: returnTo })}
        >
          <Trans>Connect the practice network</Trans>
        </Button>
      </div>
    </div>
  );
}

function Tile({ info, onOpen }: { info: NetworkInfo; onOpen: () => void }) {
  return (
    <li>
      <button type="button" onClick={onOpen} className="chip w-full text-start">
        <NetworkMark network={info.key} size={24} />
        {info.name}
      </button>
    </li>
  );
}

function WhatItMeans({ ways }: { ways: NetworkInfo['ways'] }) {
  if (!ways.includes('declare')) return <Trans>Fortaler posts what you confirm</Trans>;
  if (ways.length === 1) return <Trans>You post yourself; your words are copied</Trans>;
  return <Trans>Fortaler posts what you confirm, or you post yourself</Trans>;
}

function Row({ info, onOpen }: { info: NetworkInfo; onOpen: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-16 w-full items-center gap-3 px-4 py-3 text-start hover:bg-sunken"
      >
        <NetworkMark network={info.key} size={32} />
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{info.name}</span>
          <span className="block text-sm text-muted">
            <WhatItMeans ways={info.ways} />
          </span>
        </span>
        <ChevronRight aria-hidden size={20} className="shrink-0 text-muted" />
      </button>
    </li>
  );
}

export function ConnectList({ returnTo, compact = false }: Props) {
  const query = useQuery(networksQuery);
  const profiles = useQuery(profilesQuery);
  const [opened, setOpened] = useState<NetworkInfo | null>(null);
  return (
    <Loaded query={query} skeleton={<div className="skeleton h-72" />}>
      {(networks) => {
        const practice = networks.find((one) => one.practice)?.practice;
        const practises = profiles.data?.some((one) => one.instance === practice?.instance) ?? false;
        return (
          <div className="grid gap-4">
            {practice && !practises && <PracticeOffer practice={practice} returnTo={returnTo} />}
            <ul
              className={
                compact ? 'grid grid-cols-2 gap-2 sm:grid-cols-3' : 'card divide-y divide-line overflow-hidden'
              }
            >
              {networks.map((info) => {
                const Item = compact ? Tile : Row;
                return <Item key={info.key} info={info} onOpen={() => setOpened(info)} />;
              })}
            </ul>
            {opened && <ConnectDialog info={opened} returnTo={returnTo} onClose={() => setOpened(null)} />}
          </div>
        );
      }}
    </Loaded>
  );
}
