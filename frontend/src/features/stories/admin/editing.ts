/** A story as a form: lists are written one to a line, and each language has its own text. Pure. */

import { isProblem, Problem } from '../../../api/problems';
import type { AddressRead, Asset, Audience, Locale, Story, StoryText, Topic } from '../../../api/types';
import { instantOf, wallTime } from '../../../lib/wall-time';

export type TextValues = {
  title: string;
  why: string;
  body: string;
  facts: string;
  angles: string;
  questions: string;
  captions: Record<string, string>;
};

export type StoryValues = {
  topic: Topic;
  url: string;
  language: Locale;
  texts: Record<Locale, TextValues>;
  asset: Asset | null;
  audience: Audience;
  pinned: boolean;
  mustKnow: boolean;
  /** Wall times on the person's own clock: from when and until when it can be shared; empty is at once, and without end. */
  from: string;
  until: string;
};

export const LOCALES: Locale[] = ['da', 'en'];

export const EMPTY_TEXT: TextValues = {
  title: '',
  why: '',
  body: '',
  facts: '',
  angles: '',
  questions: '',
  captions: {},
};

const toLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*[-*•]\s+/, '').trim())
    .filter(Boolean);

const fromLines = (lines: string[]): string => lines.join('\n');

/** Whether anything is written in a language; an untouched one is not part of the story. */
export const hasText = ({ captions, ...fields }: TextValues): boolean =>
  [...Object.values(fields), ...Object.values(captions)].some((value) => value.trim() !== '');

const textOf = (language: Locale, values: TextValues): StoryText => ({
  language,
  title: values.title.trim(),
  why: values.why.trim(),
  body: values.body.trim(),
  facts: toLines(values.facts),
  angles: toLines(values.angles),
  questions: toLines(values.questions),
  captions: Object.fromEntries(
    Object.entries(values.captions).flatMap(([network, words]) => (words.trim() ? [[network, words.trim()]] : [])),
  ),
});

/** The languages that are part of the story, in the order in which they are sent. */
const written = (values: StoryValues): Locale[] =>
  LOCALES.filter((one) => one === values.language || hasText(values.texts[one]));

/** What the server is sent. */
export function toStory(values: StoryValues) {
  return {
    topic: values.topic,
    url: values.url.trim() || null,
    language: values.language,
    texts: written(values).map((one) => textOf(one, values.texts[one])),
    asset_id: values.asset?.id ?? null,
    audience: values.audience,
    pinned: values.pinned,
    must_know: values.mustKnow,
  };
}

export type StoryBody = ReturnType<typeof toStory>;

function valuesOf(text: StoryText | undefined): TextValues {
  if (!text) return EMPTY_TEXT;
  const { title, why, body, captions } = text;
  return {
    title,
    why,
    body,
    captions,
    facts: fromLines(text.facts),
    angles: fromLines(text.angles),
    questions: fromLines(text.questions),
  };
}

const FORM_FIELDS: Record<string, string> = { publish_at: 'from', expires_at: 'until', must_know: 'mustKnow' };

/** `texts.1.facts.3`, as the server counts what it was sent, is `texts.en.facts` to the form. */
function inForm(field: string, sent: Locale[]): string {
  const [first = '', at = '', ...rest] = field.split('.');
  if (first !== 'texts') return FORM_FIELDS[first] ?? field;
  const [name, ...below] = rest;
  return ['texts', sent[Number(at)] ?? at, name, ...(name === 'captions' ? below : [])].join('.');
}

/** A refusal of these values, with its fields as the form calls them. */
export function inFormWords(problem: unknown, values: StoryValues): unknown {
  if (!isProblem(problem)) return problem;
  const errors = problem.errors.map((one) => ({ ...one, field: inForm(one.field, written(values)) }));
  return new Problem(problem.type, problem.status, { ...problem, errors });
}

/** When it may be shared, as instants; the times were written on the clock of `zone`. */
export const toTimes = ({ from, until }: StoryValues, zone: string) => ({
  publish_at: from ? instantOf(from, zone).toISOString() : null,
  expires_at: until ? instantOf(until, zone).toISOString() : null,
});

const wallOf = (instant: string | null, zone: string): string => (instant ? wallTime(new Date(instant), zone) : '');

/** The form for a story that exists, with its times on the clock of `zone`. */
export function fromStory(story: Story, zone: string): StoryValues {
  const text = (language: Locale) => valuesOf(story.texts.find((one) => one.language === language));
  return {
    topic: story.topic,
    url: story.url ?? '',
    language: story.language,
    texts: { da: text('da'), en: text('en') },
    asset: story.asset,
    audience: story.audience,
    pinned: story.pinned,
    mustKnow: story.must_know,
    from: wallOf(story.publish_at, zone),
    until: wallOf(story.expires_at, zone),
  };
}

/** The form for a new one, filled in with what a page says of itself. */
export function newValues(language: Locale, page: Partial<AddressRead> = {}): StoryValues {
  const spoken = LOCALES.find((one) => page.language?.startsWith(one)) ?? language;
  const text = { ...EMPTY_TEXT, title: page.title ?? '', why: page.description ?? '' };
  return {
    topic: 'projects',
    url: page.url ?? '',
    language: spoken,
    texts: { da: EMPTY_TEXT, en: EMPTY_TEXT, [spoken]: text },
    asset: page.image ?? null,
    audience: { tags: [], languages: [] },
    pinned: false,
    mustKnow: false,
    from: '',
    until: '',
  };
}
