import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Post } from '../../../api/types';
import { draw } from '../../../testing/draw';
import { makePost } from '../../../testing/fakes';
import { server } from '../../../testing/server';
import { Assisted } from './assisted';

const images = [
  { url: '/api/v1/assets/a/image', alt: 'An oven' },
  { url: '/api/v1/assets/b/image', alt: '' },
];
const byHand = (more: Partial<Post> = {}): Post =>
  makePost({
    network: 'instagram',
    mode: 'assisted',
    state: 'prepared',
    can: { ...makePost().can, declare: true },
    intent: { url: null, text: 'My words', media: true, opens: 'share_sheet', prefilled: [] },
    images,
    ...more,
  });

afterEach(() => vi.unstubAllGlobals());

describe('pictures of a post that the person makes', () => {
  it('are saved one by one where the device hands nothing on, and it is said so', async () => {
    await draw(<Assisted post={byHand()} />);
    expect(screen.getByText(/Instagram does not take the pictures from here/)).toBeVisible();
    const save = screen.getByRole('link', { name: 'Save picture 2' });
    expect(save).toHaveAttribute('href', '/api/v1/assets/b/image?width=10000');
    expect(save).toHaveAttribute('download', 'fortaler-2.jpg');
    expect(screen.getByText('An oven')).toBeVisible();
  });

  it('go through the phone’s share sheet in their order, with the words', async () => {
    const share = vi.fn().mockResolvedValue(undefined);
    vi.stubGlobal('navigator', Object.assign(navigator, { share, canShare: () => true }));
    server.use(
      http.get('*/api/v1/assets/:id/image', ({ params }) =>
        HttpResponse.arrayBuffer(new TextEncoder().encode(String(params.id)).buffer as ArrayBuffer, {
          headers: { 'Content-Type': 'image/jpeg' },
        }),
      ),
      http.post('*/api/v1/posts/post-1/opened', () => HttpResponse.json(byHand({ state: 'opened' }))),
    );
    await draw(<Assisted post={byHand()} />);
    expect(await screen.findByText(/The pictures come along/)).toBeVisible();
    await userEvent.setup().click(screen.getByRole('button', { name: /Copy and open/ }));
    await waitFor(() => expect(share).toHaveBeenCalledOnce());
    const [{ text, files }] = share.mock.lastCall as [{ text: string; files: File[] }];
    expect([text, ...files.map(({ name }) => name)]).toEqual(['My words', 'fortaler-1.jpg', 'fortaler-2.jpg']);
    Reflect.deleteProperty(navigator, 'share');
    Reflect.deleteProperty(navigator, 'canShare');
  });
});
