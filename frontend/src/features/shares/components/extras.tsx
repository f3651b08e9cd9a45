/** What goes along with the words: the link, and what only some networks know. */
import { Trans } from '@lingui/react/macro';
import { CheckField, TextField } from '../../../components/ui/field';
import type { ComposerStory } from '../compose';
import type { Draft, DraftAction } from '../draft';

type Props = {
  story: ComposerStory | null;
  draft: Draft;
  act: (action: DraftAction) => void;
  /** The networks that are chosen. */
  networks: Set<string>;
  addressId: string;
  addressError?: string;
};

export function Extras({ story, draft, act, networks, addressId, addressError }: Props) {
  return (
    <div className="grid gap-1">
      {story?.url && (
        <CheckField
          label={<Trans>Include the link to the story</Trans>}
          checked={draft.link}
          onChange={(event) => act({ do: 'set', values: { link: event.target.checked } })}
        />
      )}
      {!story && (
        <TextField
          id={addressId}
          label={<Trans>A link to go with it</Trans>}
          optional
          type="url"
          inputMode="url"
          placeholder="https://"
          error={addressError}
          value={draft.address}
          onChange={(event) => act({ do: 'set', values: { address: event.target.value } })}
        />
      )}
      {networks.has('x') && (story ? story.url && draft.link : draft.address.trim()) && (
        <CheckField
          label={<Trans>Leave the link out on X</Trans>}
          checked={!draft.xLink}
          onChange={(event) => act({ do: 'set', values: { xLink: !event.target.checked } })}
        />
      )}
      {networks.has('mastodon') && (
        <details>
          <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
            <Trans>More choices on Mastodon</Trans>
          </summary>
          <div className="grid gap-3 pb-2">
            <TextField
              label={<Trans>Warning before the text</Trans>}
              hint={<Trans>People see this line first, and open the rest themselves.</Trans>}
              optional
              value={draft.warning}
              onChange={(event) => act({ do: 'set', values: { warning: event.target.value } })}
            />
            <CheckField
              label={<Trans>Only on my own page and for followers, not in public lists</Trans>}
              checked={draft.unlisted}
              onChange={(event) => act({ do: 'set', values: { unlisted: event.target.checked } })}
            />
          </div>
        </details>
      )}
    </div>
  );
}
