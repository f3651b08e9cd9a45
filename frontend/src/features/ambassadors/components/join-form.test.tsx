import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { JoinOffer } from '../../../api/types';
import { draw } from '../../../testing/draw';
import { makeSession } from '../../../testing/fakes';
import { server } from '../../../testing/server';
import { tidyCode } from '../code';
import { JoinForm } from './join-form';

const words = { ambassador: 'colleague', ambassadors: 'colleagues' };
const offer = (more: Partial<JoinOffer> = {}): JoinOffer => ({
  organisation: { name: 'Nordlys', brand_colour: null },
  programme: {
    name: 'Voices',
    kind: 'employee',
    purpose: 'We tell what we do.',
    words: { da: words, en: words },
    guidelines: { da: '', en: 'Say that you work here.' },
  },
  role: 'ambassador',
  needs_application: false,
  question: null,
  ...more,
});

async function join(given: JoinOffer = offer(), knownName: string | null = null) {
  const sent = vi.fn();
  const joined = vi.fn();
  server.use(
    http.post('*/api/v1/join/ABCD-EFGH', async ({ request }) => {
      sent(await request.json());
      return HttpResponse.json(makeSession(), { status: 201 });
    }),
  );
  await draw(<JoinForm code="ABCD-EFGH" offer={given} knownName={knownName} onJoined={joined} />);
  return { sent, joined, user: userEvent.setup() };
}

describe('joining', () => {
  it('takes a name and a yes, nothing else', async () => {
    const { sent, joined, user } = await join();
    expect(screen.getAllByRole('textbox')).toHaveLength(1);
    await user.type(screen.getByRole('textbox', { name: 'Your name' }), ' Asta Nørgaard ');
    await user.click(screen.getByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'Join' }));
    await vi.waitFor(() => expect(joined).toHaveBeenCalledOnce());
    expect(sent).toHaveBeenCalledWith(expect.objectContaining({ name: 'Asta Nørgaard', accepts_guidelines: true }));
  });

  it('asks no one for a name it has', async () => {
    await join(offer(), 'Mette Lund');
    expect(screen.getByText('You join as Mette Lund.')).toBeVisible();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('by application asks the programme’s own question', async () => {
    const { sent, user } = await join(
      offer({ needs_application: true, question: { da: 'Hvorfor?', en: 'What would you tell about?' } }),
      'Mette Lund',
    );
    await user.click(screen.getByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'Send my application' }));
    expect(screen.getByRole('textbox', { name: 'What would you tell about?' })).toBeInvalid();
    expect(sent).not.toHaveBeenCalled();
  });

  it('lists what is missing, each line leading to its field', async () => {
    const { user } = await join();
    await user.click(screen.getByRole('button', { name: 'Join' }));
    await user.click(screen.getByRole('link', { name: 'Say yes to the guidelines to take part' }));
    expect(screen.getByRole('checkbox')).toHaveFocus();
  });
});

it.each(['yq4rf7pq', ' YQ4R F7PQ', 'yq4r-f7pq'])('a code typed as “%s” is the one on the poster', (typed) => {
  expect(tidyCode(typed)).toBe('YQ4R-F7PQ');
});
