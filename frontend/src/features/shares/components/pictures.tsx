/** The pictures that go along: added, described, put in order and taken away, by keyboard, mouse or finger. */
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, ImagePlus, X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { fieldWords } from '../../../api/problem-words';
import { Button } from '../../../components/ui/button';
import { TextArea } from '../../../components/ui/field';
import type { ComposerStory } from '../compose';
import type { DraftAction, DraftPicture } from '../draft';
import { describePicture, movePicture, pictureOf } from '../pictures';
import { type Refused, refusalOf, useUploads } from '../use-uploads';

const LONGEST_ALT = 1_500;

type Props = {
  programmeId: string;
  story: ComposerStory | null;
  pictures: DraftPicture[];
  /** How many the chosen places take. */
  most: number;
  act: (action: DraftAction) => void;
};

type RowProps = {
  /** From 1. */
  number: number;
  of: number;
  picture: DraftPicture;
  uid: string;
  onDescribe: (alt: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

const moveId = (uid: string, picture: DraftPicture, by: -1 | 1) => `${uid}-${picture.id}-${by}`;

function PictureRow({ number, of, picture, uid, onDescribe, onMove, onRemove }: RowProps) {
  const { t } = useLingui();
  const mover = (by: -1 | 1, label: string, icon: ReactNode) => (
    <Button
      look="quiet"
      id={moveId(uid, picture, by)}
      aria-label={label}
      disabled={by < 0 ? number === 1 : number === of}
      onClick={() => onMove(by)}
    >
      {icon}
    </Button>
  );
  return (
    <li className="grid grid-cols-[8.25rem_minmax(0,1fr)] gap-x-3">
      <div>
        <img
          src={`${picture.url}?width=320`}
          alt=""
          className="h-20 w-full rounded-sm border border-line bg-sunken object-cover"
        />
        <div className="flex justify-end">
          {of > 1 && mover(-1, t`Move picture ${number} earlier`, <ArrowUp aria-hidden size={20} />)}
          {of > 1 && mover(1, t`Move picture ${number} later`, <ArrowDown aria-hidden size={20} />)}
          <Button look="quiet" aria-label={t`Remove picture ${number}`} onClick={onRemove}>
            <X aria-hidden size={20} />
          </Button>
        </div>
      </div>
      <TextArea
        label={of > 1 ? <Trans>What does picture {number} show?</Trans> : <Trans>What does the picture show?</Trans>}
        hint={number === 1 && <Trans>For people who cannot see it.</Trans>}
        rows={2}
        maxLength={LONGEST_ALT}
        value={picture.alt}
        onChange={(event) => onDescribe(event.target.value)}
      />
    </li>
  );
}

function NotTaken({ refused }: { refused: Refused[] }) {
  const { i18n, t } = useLingui();
  const why = (error: unknown): string => {
    const type = refusalOf(error);
    if (type === 'pictures-enough') return t`You have added many pictures today. Add more tomorrow.`;
    if (type) return fieldWords(i18n, type);
    return t`It could not be sent. Try again.`;
  };
  if (refused.length === 0) return null;
  return (
    <ul role="alert" className="grid gap-1 text-danger">
      {refused.map(({ name, error }) => (
        <li key={name}>
          <strong className="break-all">{name}</strong>: {why(error)}
        </li>
      ))}
    </ul>
  );
}

function AddPictures({ room, onFiles }: { room: number; onFiles: (files: File[]) => void }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple={room > 1}
        hidden
        aria-label={t`Add pictures`}
        accept="image/jpeg,image/png,image/webp,image/gif"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button look="outline" onClick={() => input.current?.click()}>
        <ImagePlus aria-hidden size={20} />
        {room > 1 ? <Trans>Add pictures</Trans> : <Trans>Add a picture</Trans>}
      </Button>
    </>
  );
}

export function Pictures({ programmeId, story, pictures, most, act }: Props) {
  const { t } = useLingui();
  const uid = useId();
  const focusOn = useRef<string | null>(null);
  const [said, setSaid] = useState('');
  const { take, waiting, refused } = useUploads(programmeId, (asset) =>
    act({ do: 'add picture', picture: pictureOf(asset), before: pictures }),
  );
  const set = (changed: DraftPicture[]) => act({ do: 'set', values: { pictures: changed } });
  const room = most - pictures.length - waiting;
  const storys = story?.asset && pictures.every(({ id }) => id !== story.asset?.id) ? story.asset : null;

  // A button that moved with its picture has lost the focus on the way.
  useEffect(() => {
    if (focusOn.current) document.getElementById(focusOn.current)?.focus();
    focusOn.current = null;
  });
  const move = (picture: DraftPicture, at: number, by: -1 | 1) => {
    const to = at + by + 1;
    const of = pictures.length;
    const atTheEnd = to === 1 || to === of;
    focusOn.current = moveId(uid, picture, atTheEnd ? (by === 1 ? -1 : 1) : by);
    setSaid(t`It is number ${to} of ${of} now.`);
    set(movePicture(pictures, at, by));
  };
  const remove = (id: string) => {
    setSaid(t`The picture has been taken out.`);
    set(pictures.filter((one) => one.id !== id));
  };
  const add = (files: File[]) => {
    setSaid(files.length > room ? t`Only the first of them were added: there is no room for more.` : '');
    void take(files.slice(0, room));
  };

  return (
    <fieldset className="grid gap-3">
      <legend className="pb-3 font-bold">
        <Trans>Pictures</Trans>
      </legend>
      <ol className="grid gap-4 empty:hidden">
        {pictures.map((picture, at) => (
          <PictureRow
            key={picture.id}
            uid={uid}
            number={at + 1}
            of={pictures.length}
            picture={picture}
            onDescribe={(alt) => set(describePicture(pictures, picture.id, alt))}
            onMove={(by) => move(picture, at, by)}
            onRemove={() => remove(picture.id)}
          />
        ))}
      </ol>
      <p role="status" className="text-sm text-muted empty:hidden">
        {waiting > 0 ? <Trans>The picture is being read …</Trans> : said}
      </p>
      <NotTaken refused={refused} />
      {most === 0 && (
        <p className="text-sm text-muted">
          <Trans>The places you chose take no pictures this way.</Trans>
        </p>
      )}
      {most > 0 && room <= 0 && waiting === 0 && (
        <p className="text-sm text-muted">
          <Trans>That is as many as the places you chose take.</Trans>
        </p>
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {room > 0 && <AddPictures room={room} onFiles={add} />}
        {room > 0 && storys && (
          <Button look="quiet" onClick={() => set([pictureOf(storys), ...pictures])}>
            <Trans>Add the story’s picture</Trans>
          </Button>
        )}
      </div>
    </fieldset>
  );
}
