import type { MessageDescriptor } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { AddressRead } from '../../../api/types';
import { Notice } from '../../../components/ui/notice';

const NOTES: Record<string, MessageDescriptor> = {};

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
