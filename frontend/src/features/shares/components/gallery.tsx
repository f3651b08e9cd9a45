import { useLingui } from '@lingui/react/macro';
import type { PostCheck } from '../../../api/types';
import { ownImage } from '../../../lib/own-image';
import { layoutOf } from '../gallery';

type Image = PostCheck['rendered']['images'][number];

/** `place` is what the network writes on it, such as 1/6. */
type ShownProps = { image: Image; className?: string; more?: number; place?: string };

function Shown({ image, className = '', more = 0, place }: ShownProps) {
  return (
    <div className={`relative min-w-0 ${className}`}>
      <img src={`${image.url}?width=640`} alt={image.alt} loading="lazy" />
      {more > 0 && (
        <span className="absolute inset-0 grid place-items-center bg-black/60 text-xl font-bold text-white">
          +{more}
        </span>
      )}
      {place && (
        <span aria-hidden="true" className="absolute top-2 right-2 rounded-sm bg-black/75 px-1.5 text-sm text-white">
          {place}
        </span>
      )}
      {image.alt && more === 0 && (
        <span
          aria-hidden="true"
          className="absolute bottom-2 left-2 rounded-sm bg-black/75 px-1.5 text-xs font-bold text-white"
        >
          ALT
        </span>
      )}
    </div>
  );
}

function Rows({ images, rows, more }: { images: Image[]; rows: number[]; more: number }) {
  let from = 0;
  return rows.map((count) => {
    const row = images.slice(from, from + count);
    const first = from;
    from += count;
    return (
      <div key={first} className={`post-row post-row-${count}`}>
        {row.map((image, at) => (
          <Shown
            // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may stand there twice
            key={first + at}
            image={image}
            className="flex-1"
            more={first + at === images.length - more - 1 ? more : 0}
          />
        ))}
      </div>
    );
  });
}

/** The pictures as the network lays them out. */
export function Gallery({ network, images }: { network: string; images: Image[] }) {
  const { t } = useLingui();
  const own = images.filter(({ url }) => ownImage(url));
  const count = own.length;
  if (count === 0) return null;
  const layout = layoutOf(network, count);
  if (layout.kind === 'rows')
    return (
      <div className="post-gallery">
        <Rows images={own} rows={layout.rows} more={layout.more} />
      </div>
    );
  const shown = own.map((image, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may stand there twice
    <Shown key={at} image={image} place={layout.kind === 'carousel' ? `${at + 1}/${count}` : undefined} />
  ));
  if (layout.kind === 'tall') return <div className="post-gallery post-tall">{shown}</div>;
  return (
    <section
      className={`post-gallery post-${layout.kind}`}
      aria-label={t`${count} pictures in a row`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved sideways is moved by the arrow keys too
      tabIndex={0}
    >
      {shown}
    </section>
  );
}
