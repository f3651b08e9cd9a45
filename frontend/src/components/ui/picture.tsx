/** A story's picture in the width the screen needs, with its important part kept in view. */
import type { Asset } from '../../api/types';

const WIDTHS = [320, 640, 1280];

type Props = { asset: Asset; sizes: string; className?: string; eager?: boolean };

export function Picture({ asset, sizes, className = '', eager = false }: Props) {
  return (
    <img
      src={`${asset.url}?width=640`}
      srcSet={WIDTHS.map((width) => `${asset.url}?width=${width} ${width}w`).join(', ')}
      sizes={sizes}
      alt={asset.alt}
      width={asset.width}
      height={asset.height}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : 'auto'}
      style={{ objectPosition: `${asset.focal_x * 100}% ${asset.focal_y * 100}%` }}
      className={`bg-sunken object-cover ${className}`}
    />
  );
}
