/** The preview that is the editor: one card for each chosen network, with the person's words written inside it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import type { NetworkInfo } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { FieldError } from '../../../components/ui/field';
import { PlaceMark } from '../../../components/ui/place';
import { Tabs } from '../../../components/ui/tabs';
import { foldText } from '../../../lib/text';
import { type Draft, type DraftAction, wordsFor } from '../draft';
import { type Checked, fillFrame, isRefused, NO_FRAME } from '../frame';
import { excess, type Room } from '../mistakes';
import { IssueList } from './issue-list';
import { EditablePost, type Expected } from './network-post';
import { RoomLeft } from './room-left';

type Props = {
  id: string;
  draft: Draft;
  act: (action: DraftAction) => void;
  rooms: Room[];
  networks: NetworkInfo[];
  checkedFor: (profileId: string) => Checked | null;
  /** What the server has yet to tell of; null when it will not. */
  expected: Expected | null;
  language: string;
  error?: string;
  current: string | null;
  onCurrent: (profileId: string) => void;
};

type CardProps = Omit<Props, 'rooms' | 'current' | 'onCurrent'> & { room: Room; alone: boolean };

/** Says where the network hides the rest of a long text behind "see more". */
function FoldHint({ text, fold, name }: { text: string; fold: number | null; name: string }) {
  const [shown, rest] = foldText(text, fold);
  if (!rest) return null;
  const end = shown.trimEnd().split(/\s+/).slice(-4).join(' ');
  return (
    <p className="text-muted">
      <Trans>
        {name} shows the text up to “… {end}” and hides the rest behind “see more”.
      </Trans>
    </p>
  );
}

function NetworkCard({ id, draft, act, room, networks, checkedFor, expected, language, error, alone }: CardProps) {
  const { t } = useLingui();
  const { profile, name } = room;
  const rules = networks.find((one) => one.key === profile.network)?.rules;
  const checked = checkedFor(profile.id);
  const frame = checked?.frame ?? NO_FRAME;
  const words = wordsFor(draft, profile.id);
  const parted = profile.id in draft.own;
  return (
    <div className="grid gap-2">
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <EditablePost
        look={{
          network: profile.network,
          instance: profile.instance,
          name: profile.display_name,
          handle: profile.handle,
          card: rules?.card ?? 'none',
        }}
        rendered={checked?.check.rendered ?? null}
        frame={frame}
        expected={checked ? null : expected}
        editor={
          <textarea
            id={id}
            lang={language}
            aria-label={alone ? t`Your words` : t`Your words on ${name}`}
            aria-describedby={`${id}-room${error ? ` ${id}-error` : ''}`}
            aria-invalid={error ? true : undefined}
            placeholder={t`Write as you speak. People read it because it is you.`}
            value={words}
            onChange={(event) => act({ do: 'write', text: event.target.value, profileId: profile.id })}
          />
        }
      />
      <div id={`${id}-room`} className="grid gap-1.5">
        <RoomLeft room={room} />
        <FoldHint text={fillFrame(frame, words)} fold={rules?.fold?.characters ?? null} name={name} />
        <IssueList issues={checked?.check.issues ?? []} />
      </div>
      {!alone && (
        <div>
          <Button look="quiet" onClick={() => act({ do: parted ? 'unite' : 'part', profileId: profile.id })}>
            {parted ? <Trans>Use the same words as elsewhere</Trans> : <Trans>Write other words on {name}</Trans>}
          </Button>
        </div>
      )}
    </div>
  );
}

export function WordsEditor({ rooms, current, onCurrent, ...card }: Props) {
  const { t } = useLingui();
  const [only] = rooms;
  if (!only) return <PlainWords {...card} />;
  if (rooms.length === 1) return <NetworkCard {...card} room={only} alone />;
  const tooLong = t`(too long)`;
  const notSo = t`(not taken like this)`;
  const value = rooms.some(({ profile }) => profile.id === current) && current ? current : only.profile.id;
  return (
    <Tabs
      label={t`How it looks`}
      value={value}
      onChange={onCurrent}
      tabs={rooms.map((room) => ({
        key: room.profile.id,
        label: (
          <>
            <PlaceMark place={room.profile} size={20} />
            {room.name}
            {(excess(room) > 0 || isRefused(card.checkedFor(room.profile.id))) && (
              <>
                <TriangleAlert aria-hidden size={16} className="text-danger" />
                <span className="sr-only">{excess(room) > 0 ? tooLong : notSo}</span>
              </>
            )}
          </>
        ),
        panel: <NetworkCard {...card} room={room} alone={false} />,
      }))}
    />
  );
}

/** Before any place is chosen one can write all the same. */
function PlainWords({ id, draft, act, language, error }: Pick<Props, 'id' | 'draft' | 'act' | 'language' | 'error'>) {
  const { t } = useLingui();
  return (
    <div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <textarea
        id={id}
        lang={language}
        className="control"
        aria-label={t`Your words`}
        aria-describedby={error ? `${id}-error` : undefined}
        aria-invalid={error ? true : undefined}
        placeholder={t`Write as you speak. People read it because it is you.`}
        value={draft.text}
        onChange={(event) => act({ do: 'write', text: event.target.value, profileId: null })}
      />
    </div>
  );
}
