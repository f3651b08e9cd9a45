/** The pictures of a post that a person makes themselves: to save, with what each shows to paste beside it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import type { Post } from '../../../api/types';
import { buttonClass } from '../../../components/ui/button';
import { ownImage } from '../../../lib/own-image';
import { fileName, wholeImage } from '../use-files';

type Props = { images: Post['images']; name: string; comeAlong: boolean };

export function PicturesToAdd({ images, name, comeAlong }: Props) {
  const { t } = useLingui();
  const own = images.filter(({ url }) => ownImage(url));
  const count = own.length;
  if (count === 0) return null;
  if (comeAlong)
    return (
      <p className="text-muted">
        <Trans>The pictures come along. What they show you paste there, if {name} asks for it.</Trans>
      </p>
    );
  return (
    <div className="grid gap-2">
      <p className="text-muted">
        <Trans>{name} does not take the pictures from here: save them, and add them there.</Trans>
      </p>
      <ol className="grid gap-3">
        {own.map(({ url, alt }, at) => {
          const number = at + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may stand there twice
            <li key={at} className="flex items-start gap-3">
              <img src={`${url}?width=320`} alt="" className="h-16 w-24 shrink-0 rounded-sm bg-sunken object-cover" />
              <p className="min-w-0 flex-1 text-sm text-muted">{alt}</p>
              <a
                href={wholeImage(url)}
                download={fileName(number)}
                className={buttonClass('quiet')}
                aria-label={t`Save picture ${number}`}
              >
                <Download aria-hidden size={18} />
                <Trans>Save</Trans>
              </a>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
