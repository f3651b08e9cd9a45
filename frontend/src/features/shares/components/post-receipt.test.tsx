import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { PostState } from '../../../api/types';
import { draw } from '../../../testing/draw';
import { makeFigure, makePost, makeShare } from '../../../testing/fakes';
import { server } from '../../../testing/server';
import { STATE_BADGES } from '../words';
import { PostReceipt } from './post-receipt';
import { UndoBar } from './undo-bar';

const NOW = new Date('2026-11-24T15:00:00Z');
const receipt = (post = makePost()) =>
  draw(
    <PostReceipt
      post={post}
      author="Nanna Ravn"
      confirmedAt="2026-11-24T14:58:00Z"
      zone="Europe/Copenhagen"
      now={NOW}
      renewal={<button type="button">Connect again</button>}
    />,
  );
const can = makePost().can;

describe('a post’s state', () => {
  it.each(Object.keys(STATE_BADGES) as PostState[])('%s is said in plain words that name no code', async (state) => {
    await receipt(makePost({ state }));
    const heading = screen.getByRole('heading', { level: 2 });
    expect(heading.textContent).toMatch(/^[A-Z][^_]{5,}$/);
  });

  it('that nobody knows yet says what is done about it', async () => {
    await receipt(makePost({ state: 'unknown' }));
    expect(screen.getByText(/We look on your profile, and never post twice/)).toBeVisible();
  });

  it('that was refused gives the reason, and the network’s own words as such', async () => {
    await receipt(
      makePost({ state: 'refused', reason: { type: 'content-refused', detail: 'No links from new accounts' } }),
    );
    expect(screen.getByText('The network does not allow this content.')).toBeVisible();
    expect(screen.getByText('No links from new accounts')).toHaveAttribute('lang', 'en');
  });

  it('does not blame the network for what went wrong in Fortaler', async () => {
    await receipt(makePost({ state: 'refused', reason: { type: 'our-fault', detail: null } }));
    expect(screen.queryByText(/said no/)).not.toBeInTheDocument();
  });
});

it('numbers that are not known are said to be unknown, never zero', async () => {
  const figures = [makeFigure({ value: 0 }), makeFigure({ key: 'reactions', value: null, source: 'network' })];
  await receipt(makePost({ state: 'published', published_at: '2026-11-24T14:00:00Z', figures }));
  expect(screen.getByText('0')).toBeVisible();
  expect(screen.getByText(/reactions:/)).toHaveTextContent('reactions: unknown');
});

it('asks whether the post is there, and sends the answer with the address', async () => {
  const answered = vi.fn();
  const post = makePost({ state: 'ask_person', can: { ...can, answer: true } });
  server.use(
    http.post('*/api/v1/posts/post-1/answer', async ({ request }) => {
      answered(await request.json());
      return HttpResponse.json({ ...post, state: 'published' });
    }),
  );
  await receipt(post);
  const user = userEvent.setup();
  await user.type(screen.getByRole('textbox', { name: /address/ }), 'social.example/1');
  await user.click(screen.getByRole('button', { name: 'Yes, it is there' }));
  expect(screen.getByText(/Paste the whole address/)).toBeVisible();
  expect(answered).not.toHaveBeenCalled();
  await user.clear(screen.getByRole('textbox', { name: /address/ }));
  await user.type(screen.getByRole('textbox', { name: /address/ }), 'https://social.example/1');
  await user.click(screen.getByRole('button', { name: 'Yes, it is there' }));
  await vi.waitFor(() => expect(answered).toHaveBeenCalledWith({ on_profile: true, url: 'https://social.example/1' }));
});

it('within ten seconds everything that has not left is taken back', async () => {
  const cancelled = vi.fn();
  server.use(
    http.post('*/api/v1/posts/:id/cancel', ({ params }) => {
      cancelled(params.id);
      return HttpResponse.json(makePost({ id: String(params.id), state: 'cancelled' }));
    }),
  );
  const soon = new Date(Date.now() + 10_000).toISOString();
  const posts = [makePost({ id: 'post-1', can: { ...can, undo: true } }), makePost({ id: 'post-2', state: 'sending' })];
  await draw(<UndoBar share={makeShare({ undo_until: soon, posts })} />);
  await userEvent.setup().click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(cancelled.mock.calls).toEqual([['post-1']]));
});
