import { t } from '@lingui/core/macro';
import * as z from 'zod/mini';
import type { Asset, Locale, Topic } from '../../../api/types';
import { hasText, LOCALES, type StoryValues } from './editing';

const text = z.object({
  title: z.string(),
  why: z.string(),
  body: z.string(),
  facts: z.string(),
  angles: z.string(),
  questions: z.string(),
  captions: z.record(z.string(), z.string()),
});

/** A title and a reason in every language that is used: without the reason, nobody knows why to share. */
export const storySchema = z
  .object({
    topic: z.string() as unknown as z.ZodMiniType<Topic, Topic>,
    url: z.string().check(
      z.refine(
        (value) =>
          value.trim() === '' ||
          /^https?:\/\/[^\s.]+\.\S+$/i.test(value.trim()) ||
          /^https?:\/\/[^\s]+:\d+/.test(value.trim()),
        {
          error: () => t`Write the whole address, starting with https://`,
        },
      ),
    ),
    language: z.enum(['da', 'en']) as z.ZodMiniType<Locale, Locale>,
    texts: z.object({ da: text, en: text }),
    audience: z.object({ tags: z.array(z.string()), languages: z.array(z.enum(['da', 'en'])) }),
    asset: z.any() as unknown as z.ZodMiniType<Asset | null, Asset | null>,
    pinned: z.boolean(),
    mustKnow: z.boolean(),
    from: z.string(),
    until: z.string(),
  })
  .check(({ value, issues }) => {
    if (value.asset && !value.asset.alt.trim())
      issues.push({
        code: 'custom',
        path: ['asset', 'alt'],
        input: value,
        message: t`Say what the picture shows, or leave it out`,
      });
    if (value.until && value.until <= value.from)
      issues.push({ code: 'custom', path: ['until'], input: value, message: t`Choose an end after the beginning` });
    const miss = (language: Locale, field: 'title' | 'why', message: string) =>
      issues.push({ code: 'custom', path: ['texts', language, field], input: value, message });
    for (const language of LOCALES) {
      const words = value.texts[language];
      if (language !== value.language && !hasText(words)) continue;
      const name = language === 'da' ? t`Danish` : t`English`;
      if (!words.title.trim()) miss(language, 'title', t`Write a title in ${name}`);
      if (!words.why.trim()) miss(language, 'why', t`Write why it matters in ${name}`);
    }
  }) as z.ZodMiniType<StoryValues, StoryValues>;
