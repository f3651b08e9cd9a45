import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import { takeToasts } from '../../components/ui/toast-queue';
import { draw } from '../../testing/draw';
import { makeDraft, makePost } from '../../testing/fakes';
import { server } from '../../testing/server';
import type { Draft } from './draft';
import { useTelling } from './use-telling';

const ZONE = 'Europe/Copenhagen';
const ASKED = '2026-11-25T16:30';

function Teller({ wall, draft }: { wall: string; draft: Draft }) {
  const tell = useTelling(ZONE);
  const share = {
    id: 'share-1',
    story: null,
    programme_id: 'programme-1',
    created_at: '2026-11-24T14:58:00Z',
    undo_until: null,
    posts: [makePost({ id: 'post-1', wall_time: wall, zone: ZONE })],
  };
  return (
    <button type="button" onClick={() => tell(share, draft)}>
      Tell
    </button>
  );
}

async function told(wall: string, draft: Draft) {
  await draw(<Teller wall={wall} draft={draft} />);
  await userEvent.click(screen.getByRole('button'));
  return takeToasts();
}

beforeEach(() => void takeToasts());

it.each([
  ['stayed', ASKED, makeDraft({ at: ASKED, spread: true })],
  ['was chosen', '2026-11-25T16:45', makeDraft({ at: ASKED, spread: false })],
  ['is now', '2026-11-24T15:58', makeDraft({ at: null })],
])('nothing is told of a time that %s', async (_, wall, draft) => {
  expect(await told(wall, draft)).toEqual([]);
});

it('tells that the time made way for colleagues, and gives it back when asked', async () => {
  const bodies: unknown[] = [];
  server.use(
    http.post('*/api/v1/posts/post-1/reschedule', async ({ request }) => {
      bodies.push(await request.json());
      return HttpResponse.json(makePost({ id: 'post-1', wall_time: ASKED }));
    }),
  );
  const [receipt] = await told('2026-11-25T16:45', makeDraft({ at: ASKED, spread: true }));
  expect(receipt?.words).toBe('Colleagues share this story at 16:30, so yours goes out at 16:45.');
  expect(receipt?.act?.label).toBe('Keep 16:30');
  receipt?.act?.run();
  await vi.waitFor(() => expect(takeToasts().map(({ words }) => words)).toEqual(['Your post goes out at 16:30.']));
  expect(bodies).toEqual([{ when: { kind: 'at', wall_time: ASKED, zone: ZONE } }]);
});
