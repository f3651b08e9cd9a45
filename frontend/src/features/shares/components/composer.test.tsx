import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Issue, PostCheck } from '../../../api/types';
import { draw } from '../../../testing/draw';
import {
  DISCLOSURE,
  makeBluesky,
  makeCheck,
  makeNetwork,
  makePerson,
  makeProfile,
  makeShare,
  makeStory,
} from '../../../testing/fakes';
import { server } from '../../../testing/server';
import type { CheckBody, ShareBody } from '../compose';
import { loadDraft } from '../draft-store';
import { Composer, type ComposerProps } from './composer';

const problem = (status: number, type: string, more: object = {}) =>
  HttpResponse.json({ type: `https://example.org/problems/${type}`, title: type, status, ...more }, { status });

/** Answers as the server does; `more` changes every check. */
function answerChecks(more: Partial<PostCheck> = {}) {
  server.use(
    http.post('*/api/v1/shares/check', async ({ request }) => {
      const { posts } = (await request.json()) as CheckBody;
      return HttpResponse.json({ posts: posts.map((post) => makeCheck(post.profile_id, post.text, more)) });
    }),
  );
}

const COPY: Issue = {
  severity: 'error',
  type: 'near-copy',
  field: 'posts.0.text',
  detail: '',
  values: { percent: 90, passage: 'At three' },
};

async function compose(props: Partial<ComposerProps> = {}) {
  const onShared = vi.fn();
  await draw(
    <Composer
      story={makeStory({ captions: { mastodon: 'Nights are when we know each other best.' } })}
      questions={['What is the best moment of a night shift?', 'Who would you thank?']}
      question={null}
      programmeId="programme-1"
      person={makePerson()}
      locale="en"
      profiles={[makeProfile(), makeBluesky()]}
      networks={[makeNetwork()]}
      addProfile={<p>Add a place</p>}
      onShared={onShared}
      {...props}
    />,
  );
  return { onShared, user: userEvent.setup() };
}

const words = () => screen.getByRole('textbox', { name: /Your words/ });
const kept = () => loadDraft('mette', 'story-1')?.text;

beforeEach(() => answerChecks());

describe('writing', () => {
  it('starts empty beside a question: nobody’s words stand there but one’s own', async () => {
    await compose();
    expect(words()).toHaveValue('');
    expect(screen.getByText('What is the best moment of a night shift?')).toBeVisible();
    expect(screen.queryByText(/Nights are when/)).not.toBeInTheDocument();
  });

  it('shows what the programme adds before the words, and offers no way to take it out', async () => {
    await compose();
    expect(await screen.findByText(DISCLOSURE)).toBeVisible();
    expect(screen.getByText('(always part of the post)')).toBeInTheDocument();
  });

  it('keeps each word on this device as it is written', async () => {
    const { user } = await compose();
    await user.type(words(), 'At three');
    expect(kept()).toBe('At three');
    expect(screen.getByText('Your draft is kept on this device.')).toBeInTheDocument();
  });

  it('takes a suggestion only when asked, named as one, after one’s own words', async () => {
    const { user } = await compose();
    await user.type(words(), 'Mine.');
    await user.click(screen.getByRole('button', { name: 'See a suggestion' }));
    expect(screen.getByText('Suggestion for Mastodon, written by the programme')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Use as a start' }));
    expect(words()).toHaveValue('Mine.\n\nNights are when we know each other best.');
  });

  it('counts everything that will be posted, and says how much is too much', async () => {
    answerChecks({ max: 48 });
    const { user } = await compose();
    await screen.findByText(DISCLOSURE);
    await user.type(words(), 'Hello');
    await waitFor(() => expect(screen.getByText('Mastodon: 2 characters too long')).toBeVisible());
  });
});

describe('sharing', () => {
  it('sends exactly what was shown, with the proof of it', async () => {
    const sent = vi.fn();
    server.use(
      http.post('*/api/v1/shares', async ({ request }) => {
        sent((await request.json()) as ShareBody, request.headers.get('Idempotency-Key'));
        return HttpResponse.json(makeShare(), { status: 201 });
      }),
    );
    const { user, onShared } = await compose();
    await user.type(words(), 'At three');
    await user.click(screen.getByRole('button', { name: 'Share now' }));
    await waitFor(() => expect(onShared).toHaveBeenCalledOnce());
    const [body, key] = sent.mock.lastCall ?? [];
    expect(body.posts).toEqual([
      expect.objectContaining({ text: 'At three', shown: makeCheck('mastodon-1', 'At three').shown }),
    ]);
    expect(body.confirmed).toBe(true);
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(kept()).toBeUndefined();
  });

  it('says what is missing at the top and at the field, and sends nothing', async () => {
    const { user, onShared } = await compose();
    await user.click(screen.getByRole('button', { name: 'Share now' }));
    expect(screen.getByRole('alert')).toHaveFocus();
    await user.click(screen.getByRole('link', { name: 'Write at least one word of your own' }));
    expect(words()).toHaveFocus();
    expect(words()).toHaveAccessibleDescription(/Write at least one word of your own/);
    expect(onShared).not.toHaveBeenCalled();
  });

  it.each([
    ['the network is away', () => HttpResponse.error(), 'There is no connection right now.'],
    ['the session has ended', () => problem(401, 'not-signed-in'), 'You have been signed out.'],
    ['the server fails', () => problem(500, 'internal'), 'The server could not do it right now.'],
  ])('loses no word when %s', async (_, answer, said) => {
    server.use(http.post('*/api/v1/shares', answer));
    const { user } = await compose();
    await user.type(words(), 'At three');
    await user.click(screen.getByRole('button', { name: 'Share now' }));
    expect(await screen.findByText(said, { exact: false })).toBeVisible();
    expect(words()).toHaveValue('At three');
    expect(kept()).toBe('At three');
  });

  it('tells which of one’s words others have used already', async () => {
    answerChecks({ issues: [{ ...COPY, severity: 'warning' }] });
    await compose();
    expect(await screen.findByText(/much of this in the same words: “At three”/)).toBeVisible();
  });

  it('looks again when somebody else was faster with the same words', async () => {
    const { user } = await compose();
    await user.type(words(), 'At three');
    server.use(
      http.post('*/api/v1/shares', () => {
        answerChecks({ issues: [COPY] });
        return problem(422, 'text-refused', { errors: [] });
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Share now' }));
    expect(await screen.findByText(/See what stands under your words/)).toBeVisible();
    expect(await screen.findByText(/the same words from several people. Others already say: “At three”/)).toBeVisible();
  });

  it('tries the very same thing again under the same key', async () => {
    const keys: (string | null)[] = [];
    server.use(
      http.post('*/api/v1/shares', ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'));
        return keys.length === 1 ? HttpResponse.error() : HttpResponse.json(makeShare(), { status: 201 });
      }),
    );
    const { user, onShared } = await compose();
    await user.type(words(), 'At three');
    await user.click(screen.getByRole('button', { name: 'Share now' }));
    await screen.findByText('There is no connection right now.', { exact: false });
    await user.click(screen.getByRole('button', { name: 'Share now' }));
    await waitFor(() => expect(onShared).toHaveBeenCalledOnce());
    expect(keys[0]).toBe(keys[1]);
  });

  it('stops when the story has been withdrawn, says why, and hands the words back', async () => {
    server.use(
      http.post('*/api/v1/shares', () => problem(410, 'story-withdrawn', { detail: 'The figures were wrong.' })),
    );
    const { user } = await compose();
    await user.type(words(), 'At three');
    await user.click(screen.getByRole('button', { name: 'Share now' }));
    expect(await screen.findByText('The figures were wrong.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Copy my words' })).toBeVisible();
    expect(kept()).toBe('At three');
  });
});

describe('several places', () => {
  it('have the same words until one is given its own', async () => {
    const { user } = await compose();
    await user.type(words(), 'Hello');
    await user.click(screen.getByRole('checkbox', { name: 'Bluesky' }));
    const bluesky = screen.getByRole('textbox', { name: 'Your words on Bluesky' });
    expect(bluesky).toHaveValue('Hello');
    await user.click(screen.getByRole('button', { name: 'Write other words on Bluesky' }));
    await user.type(bluesky, ' sky');
    expect(loadDraft('mette', 'story-1')).toMatchObject({ text: 'Hello', own: { 'bluesky-1': 'Hello sky' } });
  });

  it('are asked for a time only if we post to one of them', async () => {
    const byHand = makeProfile({ id: 'linkedin-1', network: 'linkedin', state: 'declared' });
    const { user } = await compose({ profiles: [byHand, makeBluesky()] });
    expect(screen.queryByRole('group', { name: 'When?' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Make it ready' })).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: /Bluesky/ }));
    expect(screen.getByRole('group', { name: 'When?' })).toBeVisible();
  });

  it('have a link each, unless it is left out on X', async () => {
    const x = makeProfile({ id: 'x-1', network: 'x' });
    const { user } = await compose({ profiles: [x, makeBluesky()] });
    await user.click(screen.getByRole('checkbox', { name: 'Leave the link out on X' }));
    expect(loadDraft('mette', 'story-1')?.xLink).toBe(false);
    await user.click(screen.getByRole('checkbox', { name: 'Include the link to the story' }));
    expect(screen.queryByRole('checkbox', { name: 'Leave the link out on X' })).not.toBeInTheDocument();
  });

  it('that are for practice are called so', async () => {
    await compose({ profiles: [makeProfile({ instance: '127.0.0.1:4600' })] });
    expect(screen.getByRole('checkbox', { name: 'Practice network' })).toBeChecked();
  });

  it('that do not exist yet are offered under the words', async () => {
    const { user } = await compose({ profiles: [] });
    await user.type(words(), 'Hello');
    expect(screen.getByText('Add a place')).toBeVisible();
    expect(kept()).toBe('Hello');
  });
});
