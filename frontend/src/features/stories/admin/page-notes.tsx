import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { AddressRead } from '../../../api/types';
import { Notice } from '../../../components/ui/notice';

const NOTES: Record<string, MessageDescriptor> = {
  'title-missing': msg`It does not say what it is called: give the story a title.`,
  'picture-missing': msg`It names no picture. You can choose one yourself.`,
  'picture-unreachable': msg`Its picture could not be fetched. You can choose one yourself.`,
  'picture-too-large': msg`Its picture is too large. You can choose one yourself.`,
  'picture-unreadable': msg`Its picture could not be read. You can choose one yourself.`,
  'picture-type': msg`Its picture is of a kind that cannot be used. You can choose one yourself.`,
};

/** What the page did not give, or gave in a way that could not be used. */
export function PageNotes({ notes }: { notes: AddressRead['notes'] }) {
  const { i18n } = useLingui();
  const known = notes.flatMap(({ type }) => (NOTES[type] ? [NOTES[type]] : []));
  if (known.length === 0) return null;
  return (
    <Notice title={<Trans>The page was read, but not all of it</Trans>}>
      <ul className="grid gap-1">
        {known.map((words) => (
          <li key={words.id}>{i18n._(words)}</li>
        ))}
      </ul>
    </Notice>
  );
}
