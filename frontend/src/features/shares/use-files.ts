import { useEffect, useState } from 'react';
import type { Post } from '../../api/types';
import { ownImage } from '../../lib/own-image';

/** Wider than any picture is kept: the server then gives the whole of it. */
const WHOLE = 10_000;

export const wholeImage = (url: string): string => `${url}?width=${WHOLE}`;

/** The name under which a picture is saved and handed on, from 1. */
export const fileName = (number: number, mediaType = 'image/jpeg'): string =>
  `fortaler-${number}.${mediaType === 'image/png' ? 'png' : 'jpg'}`;

async function load(url: string, number: number): Promise<File> {
  const answer = await fetch(wholeImage(url));
  if (!answer.ok) throw new Error(`picture ${number}: ${answer.status}`);
  const blob = await answer.blob();
  return new File([blob], fileName(number, blob.type), { type: blob.type });
}

/** The pictures as files that the phone's share sheet takes; empty until they are here, and where it takes none.
 *  They are fetched beforehand: the sheet opens only while the person's tap is fresh. */
export function useFiles(images: Post['images']): File[] {
  const [files, setFiles] = useState<File[]>([]);
  const addresses = images.flatMap(({ url }) => ownImage(url) ?? []).join(' ');
  useEffect(() => {
    if (!addresses || typeof navigator.canShare !== 'function') return;
    let left = false;
    Promise.all(addresses.split(' ').map((url, at) => load(url, at + 1)))
      .then((loaded) => {
        if (!left && navigator.canShare({ files: loaded })) setFiles(loaded);
      })
      // They can be saved one by one all the same.
      .catch(() => setFiles([]));
    return () => {
      left = true;
    };
  }, [addresses]);
  return files;
}
