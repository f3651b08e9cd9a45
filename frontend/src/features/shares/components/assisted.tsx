/** Sharing where we may not post: copy the words, open the network, come back and say how it went. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Copy, ExternalLink, Share } from 'lucide-react';
import { useState } from 'react';
import type { Post } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Notice } from '../../../components/ui/notice';
import { usePlaceName } from '../../../components/ui/place';
import { Trouble } from '../../../components/ui/trouble';
import { copyText } from '../../../lib/copy-text';
import { useActOnPost } from '../mutations';
import { placeOf } from '../place';
import { useFiles } from '../use-files';
import { LinkAnswer } from './link-answer';
import { PicturesToAdd } from './pictures-to-add';

const canShareSheet = () => typeof navigator.share === 'function';

/** Opens the phone's own share sheet; false when the person closed it again or there is none. */
async function openSheet(text: string, files: File[]): Promise<boolean> {
  try {
    await navigator.share(files.length > 0 ? { text, files } : { text });
    return true;
  } catch {
    return false;
  }
}

function WhatIsFilled({ post, copied }: { post: Post; copied: boolean | null }) {
  const name = usePlaceName()(placeOf(post));
  const filled = post.intent?.prefilled.includes('text') ?? false;
  if (copied === false)
    return (
      <Notice look="warn">
        <p>
          <Trans>The words could not be copied by themselves. Mark the text above and copy it.</Trans>
        </p>
      </Notice>
    );
  return (
    <p className="text-muted" role="status">
      {copied ? <Trans>Your words are copied.</Trans> : null}{' '}
      {filled ? (
        <Trans>{name} fills them in for you.</Trans>
      ) : (
        <Trans>{name} does not fill in words: paste them there.</Trans>
      )}
    </p>
  );
}

export function Assisted({ post }: { post: Post }) {
  const { t } = useLingui();
  const act = useActOnPost(post);
  const [copied, setCopied] = useState<boolean | null>(null);
  const intent = post.intent;
  const name = usePlaceName()(placeOf(post));
  const files = useFiles(post.images);
  if (!intent || !post.can.declare) return null;
  const opened = post.state === 'opened';
  const sheet = canShareSheet() && (intent.opens === 'share_sheet' || !intent.url);
  const copyAndOpen = async () => {
    const done = copyText(intent.text);
    if (!sheet && intent.url) window.open(intent.url, '_blank', 'noopener,noreferrer');
    setCopied(await done);
    if (!sheet || (await openSheet(intent.text, files))) act.mutate({ do: 'opened' });
  };
  return (
    <div className="grid gap-3">
      {opened && (
        <LinkAnswer
          post={post}
          yes={t`Yes, it is posted`}
          act={act}
          onYes={(url) => act.mutate({ do: 'declare', url })}
        />
      )}
      <WhatIsFilled post={post} copied={copied} />
      <PicturesToAdd images={post.images} name={name} comeAlong={sheet && files.length > 0} />
      <div className="flex flex-wrap gap-2">
        <Button look={opened ? 'outline' : 'primary'} onClick={() => void copyAndOpen()}>
          {sheet ? <Share aria-hidden size={20} /> : <ExternalLink aria-hidden size={20} />}
          {opened ? <Trans>Copy and open once more</Trans> : <Trans>Copy and open {name}</Trans>}
        </Button>
        <Button look="quiet" onClick={() => void copyText(intent.text).then(setCopied)}>
          <Copy aria-hidden size={18} />
          <Trans>Only copy</Trans>
        </Button>
      </div>
      {act.isError && <Trouble error={act.error} />}
    </div>
  );
}
