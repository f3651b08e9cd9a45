import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Button, buttonClass } from '../../../components/ui/button';
import { Notice } from '../../../components/ui/notice';
import { copyText } from '../../../lib/copy-text';

/** The story was withdrawn while someone wrote about it: says so, and keeps their words. */
export function StoryGone({ reason, words }: { reason: string; words: string }) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState('');
  useEffect(() => box.current?.scrollIntoView({ block: 'center' }), []);
  const copy = async () => setCopied((await copyText(words)) ? t`Copied.` : t`Mark the text and copy it yourself.`);
  return (
    <div ref={box}>
      <Notice look="warn" alert title={<Trans>The story has been withdrawn, so it cannot be shared</Trans>}>
        {reason && <p>{reason}</p>}
        <p>
          <Trans>Your words are still here, and stay on this device.</Trans>
        </p>
        <div className="flex flex-wrap items-center gap-2">
          {words.trim() && (
            <Button look="outline" onClick={() => void copy()}>
              <Trans>Copy my words</Trans>
            </Button>
          )}
          <Link to="/" className={buttonClass('quiet')}>
            <Trans>Find another story</Trans>
          </Link>
          <span role="status">{copied}</span>
        </div>
      </Notice>
    </div>
  );
}
