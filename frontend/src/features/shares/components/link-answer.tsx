/** "Is it there?": yes with an optional address, or no. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { Post } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { TextField } from '../../../components/ui/field';
import type { useActOnPost } from '../mutations';

type Props = {
  post: Post;
  yes: string;
  no?: string;
  act: ReturnType<typeof useActOnPost>;
  onYes: (url: string | null) => void;
  onNo?: () => void;
};

const isAddress = (text: string) => /^https?:\/\/[^\s.]+\.\S+$/i.test(text);

export function LinkAnswer({ post, yes, no, act, onYes, onNo }: Props) {
  const { t } = useLingui();
  const [url, setUrl] = useState('');
  const [error, setError] = useState('');
  const answer = (event: FormEvent) => {
    event.preventDefault();
    const address = url.trim();
    if (address && !isAddress(address))
      return setError(t`Paste the whole address, starting with https://, or leave it empty`);
    setError('');
    onYes(address || null);
  };
  return (
    <form noValidate onSubmit={answer} className="well grid gap-3 p-4">
      <TextField
        id={`link-${post.id}`}
        label={<Trans>The post’s address</Trans>}
        hint={<Trans>With it you can find the post again from here.</Trans>}
        optional
        type="url"
        inputMode="url"
        placeholder="https://"
        value={url}
        error={error || undefined}
        onChange={(event) => setUrl(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={act.isPending}>
          {yes}
        </Button>
        {no && onNo && (
          <Button look="outline" onClick={onNo}>
            {no}
          </Button>
        )}
      </div>
    </form>
  );
}
