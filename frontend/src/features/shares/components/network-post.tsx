/** A post as the network will show it. Where `editor` is given, the person's own words are written right inside it. */
import '../../../styles/previews.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PostCheck } from '../../../api/types';
import { Avatar } from '../../../components/ui/avatar';
import { networkName } from '../../../components/ui/network-mark';
import { type Place, PlaceMark, usePlaceName } from '../../../components/ui/place';
import { ownImage } from '../../../lib/own-image';
import { foldText } from '../../../lib/text';
import type { Frame } from '../frame';
import { Gallery } from './gallery';

export type PostLook = Place & {
  name: string;
  handle: string;
  card: 'wide' | 'compact' | 'none';
};

const LONGEST_LINK = 30;

/** A link as networks show it: without its scheme, and cut. The end of a tracked one is only known when it is sent. */
export function linkWords(link: string): string {
  const bare = link.replace(/^https?:\/\/(www\.)?/, '').replace(/\/x{8,}$/, '/…');
  return bare.length > LONGEST_LINK ? `${bare.slice(0, LONGEST_LINK)}…` : bare;
}

/** Links, hashtags and names in the network's own link colour. */
export function RichText({ text }: { text: string }) {
  let place = 0;
  return text.split(/(https?:\/\/\S+|[#@][\p{L}\p{N}_.@-]+)/u).map((part) => {
    place += part.length + 1;
    return /^(https?:|[#@][\p{L}\p{N}_])/u.test(part) ? (
      <span key={place} className="post-link">
        {part.startsWith('http') ? linkWords(part) : part}
      </span>
    ) : (
      part
    );
  });
}

function Head({ look }: { look: PostLook }) {
  return (
    <div className="flex items-center gap-3 px-3.5 pt-3 pb-2">
      <Avatar name={look.name} className="!bg-[#0b5c4a] !text-white" />
      <div className="min-w-0 flex-1 leading-tight">
        <p className="truncate font-semibold">{look.name}</p>
        <p className="post-meta truncate text-sm">{look.handle || networkName(look.network)}</p>
      </div>
      <PlaceMark place={look} size={22} />
    </div>
  );
}

function Card({ card, kind }: { card: NonNullable<PostCheck['rendered']['card']>; kind: PostLook['card'] }) {
  const image = ownImage(card.image_url);
  return (
    <div className={`post-card ${kind === 'compact' && image ? 'post-card-compact' : ''}`}>
      {image && <img src={image} alt="" loading="lazy" />}
      <div className="grid gap-0.5 px-3 py-2.5 leading-snug">
        <p className="post-meta truncate text-sm">{card.host}</p>
        <p className="line-clamp-2 font-semibold">{card.title}</p>
        {kind === 'wide' && card.description && <p className="post-meta line-clamp-2 text-sm">{card.description}</p>}
      </div>
    </div>
  );
}

/** What will stand in the post once the server has told how: its room is kept, so that nothing jumps. */
export type Expected = { link: boolean; picture: boolean };

type Props = {
  look: PostLook;
  rendered: PostCheck['rendered'] | null;
  frame: Frame;
  /** Null where nothing more is to come. */
  expected: Expected | null;
  editor: ReactNode;
};

const WordsToCome = () => (
  <div aria-hidden="true" className="px-3.5 pb-2">
    <div className="skeleton h-5 w-3/5" />
  </div>
);

/** The words are the editor's; what the network and the programme add stands around them and cannot be taken away. */
export function EditablePost({ look, rendered, frame, expected, editor }: Props) {
  const before = frame.before.trim();
  const after = frame.after.trim();
  return (
    <div className={`post post-${look.network}`}>
      <Head look={look} />
      {before && (
        <p className="post-words flex items-start gap-2 pb-1">
          <span>
            <RichText text={before} />
          </span>
          <Lock aria-hidden size={15} className="post-meta mt-1 shrink-0" />
          <span className="sr-only">
            <Trans>(always part of the post)</Trans>
          </span>
        </p>
      )}
      {expected && <WordsToCome />}
      {editor}
      {expected?.link && <WordsToCome />}
      {expected?.picture && <div aria-hidden="true" className="skeleton mt-2 aspect-[1.91]" />}
      {after && (
        <p className="post-words pb-3">
          <RichText text={after} />
        </p>
      )}
      {rendered && <Gallery network={look.network} images={rendered.images} />}
      {rendered?.card && look.card !== 'none' && <Card card={rendered.card} kind={look.card} />}
    </div>
  );
}

type ReadOnly = { look: PostLook; text: string; images?: PostCheck['rendered']['images']; fold?: number | null };

/** A post that stands as it is, folded where the network folds it. */
export function ReadOnlyPost({ look, text, images = [], fold = null }: ReadOnly) {
  const { t } = useLingui();
  const name = usePlaceName()(look);
  const [shown, rest] = foldText(text, fold);
  return (
    <figure className={`post post-${look.network}`} aria-label={t`The post on ${name}`}>
      <Head look={look} />
      <p className="post-words pb-3.5">
        <RichText text={shown} />
        {rest && (
          <span className="post-meta">
            <Trans>… see more</Trans>
          </span>
        )}
      </p>
      <Gallery network={look.network} images={images} />
    </figure>
  );
}
