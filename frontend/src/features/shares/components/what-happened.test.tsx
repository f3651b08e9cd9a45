import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Attempt, Post, PostState } from '../../../api/types';
import { draw } from '../../../testing/draw';
import { makePost } from '../../../testing/fakes';
import { STATE_BADGES } from '../words';
import { WhatHappened } from './what-happened';

const tell = async (more: Partial<Post>) => {
  await draw(<WhatHappened post={makePost(more)} confirmedAt="2026-11-24T14:58:00Z" zone="Europe/Copenhagen" open />);
  return within(screen.getByRole('list')).getAllByRole('listitem');
};

const attempt = (more: Partial<Attempt>): Attempt => ({
  number: 1,
  started_at: '2026-11-24T15:00:00Z',
  finished_at: '2026-11-24T15:00:05Z',
  outcome: 'unknown',
  error_kind: null,
  ...more,
});

describe('what happened to a post', () => {
  it.each(Object.keys(STATE_BADGES) as PostState[])(
    '%s begins with a yes and ends with how it stands',
    async (state) => {
      const lines = await tell({ state });
      expect(lines).toHaveLength(2);
      expect(lines[0]).toHaveTextContent(/16:58|15:58/);
      expect(lines[1]?.textContent).not.toMatch(/_|undefined/);
    },
  );

  it('names each try, what the network said, and when the next thing happens', async () => {
    const lines = await tell({
      state: 'unknown',
      next_at: '2026-11-24T15:10:00Z',
      looks: 1,
      attempts: [
        attempt({ outcome: 'not_sent', error_kind: 'rate' }),
        attempt({ number: 2, error_kind: 'uncertain', started_at: '2026-11-24T15:05:00Z' }),
      ],
      tries: 1,
    });
    expect(lines.map((line) => line.textContent)).toEqual([
      expect.stringContaining('You said yes'),
      expect.stringMatching(/16:00.*did not take it.*wants a pause/),
      expect.stringMatching(/16:05.*answer was lost/),
      'We have looked for it on your profile 1 time.',
      expect.stringMatching(/Next: We look on your profile again .*16:10.*before we know/),
    ]);
  });

  it('counts the times we could not even begin, apart from what was sent', async () => {
    const lines = await tell({ state: 'retry_wait', tries: 3, attempts: [attempt({ outcome: 'not_sent' })] });
    expect(lines[1]).toHaveTextContent(/2 times without being able to begin/);
  });

  it('a planned post that had no room says when it goes out instead', async () => {
    const [, end] = await tell({ due_at: '2026-11-25T15:30:00Z', next_at: '2026-11-25T15:45:00Z' });
    expect(end).toHaveTextContent(/was planned for .*16:30.*goes out .*16:45/);
  });

  it('an error we have no words for is not guessed at', async () => {
    const lines = await tell({ state: 'refused', attempts: [attempt({ outcome: 'refused', error_kind: 'new-kind' })] });
    expect(lines[1]).toHaveTextContent(/said no\. Nothing was posted\.$/);
  });
});
