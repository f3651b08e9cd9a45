import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw } from '../../../testing/draw';
import { makeSession } from '../../../testing/fakes';
import { PostNumbers } from './post-numbers';

const post = {
  post_id: 'post-1',
  share_id: 'share-1',
  title: 'A new furnace',
  network: 'mastodon',
  instance: 'practice.example',
  published_at: '2026-11-24T14:00:00Z',
  url: null,
  figures: [],
};

it('says of a post on the practice network that it was practice', async () => {
  const elsewhere = { ...post, post_id: 'post-2', instance: 'norden.example' };
  const alone = { ...post, post_id: 'post-3', network: 'linkedin', instance: null };
  await draw(
    <PostNumbers posts={[post, elsewhere, alone]} />,
    makeSession({ practice_url: 'https://practice.example' }),
  );
  const places = screen.getAllByRole('listitem').map((row) => row.textContent?.split(' · ')[0]);
  expect(places).toEqual(['Practice network', 'Mastodon', 'LinkedIn']);
});
