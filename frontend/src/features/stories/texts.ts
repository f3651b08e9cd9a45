import type { Locale, Story, StoryText } from '../../api/types';

/** The story's text in the reader's language where there is one, else in the story's own. */
export function textFor(story: Pick<Story, 'texts' | 'language'>, locale: Locale): StoryText {
  const text =
    story.texts.find((one) => one.language === locale) ??
    story.texts.find((one) => one.language === story.language) ??
    story.texts[0];
  if (!text) throw new Error('a story has at least one text');
  return text;
}
