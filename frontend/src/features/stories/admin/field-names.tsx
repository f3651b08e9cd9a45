/** What the parts of a story are called, and how each is shown when two versions stand side by side. */
import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { TOPIC_WORDS } from '../../../api/topics';
import type { Asset, Topic } from '../../../api/types';
import { networkName } from '../../../components/ui/network-mark';
import { Picture } from '../../../components/ui/picture';
import { formatWall } from '../../../lib/format';

const NAMES: Record<string, MessageDescriptor> = {
  title: msg`Title`,
  why: msg`Why it matters`,
  body: msg`The whole story`,
  facts: msg`Facts`,
  angles: msg`Ways to tell it`,
  questions: msg`Questions to start from`,
  topic: msg`What is it about?`,
  language: msg`Main language`,
  url: msg`Link to the page`,
  asset: msg`Picture`,
  audience: msg`For whom?`,
  pinned: msg`Keep at the top of the feed`,
  mustKnow: msg`Mark as good to know`,
  from: msg`From`,
  until: msg`Until`,
  tags: msg`Only these groups`,
  languages: msg`Only people who speak`,
};

const LANGUAGES: Record<string, string> = { da: 'Dansk', en: 'English' };

/** "Why it matters (Dansk)" for `texts.da.why`. */
export function fieldName(i18n: I18n, path: string): string {
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  const name = parts.includes('captions') ? networkName(last) : NAMES[last] ? i18n._(NAMES[last]) : last;
  return parts[0] === 'texts' ? `${name} (${LANGUAGES[parts[1] ?? ''] ?? ''})` : name;
}

export function fieldValue(i18n: I18n, path: string, value: unknown) {
  if (path.startsWith('asset') && value)
    return <Picture asset={value as Asset} sizes="10rem" className="h-24 w-40 rounded-sm" />;
  if (path === 'topic') return i18n._(TOPIC_WORDS[value as Topic]);
  if (path === 'language') return LANGUAGES[String(value)];
  if (path === 'from' || path === 'until') return value ? formatWall(String(value)) : '–';
  if (typeof value === 'boolean') return value ? i18n._(msg`Yes`) : i18n._(msg`No`);
  if (Array.isArray(value)) return value.map((one) => LANGUAGES[one] ?? one).join(', ') || '–';
  return String(value ?? '') || '–';
}
