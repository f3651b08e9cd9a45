import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import { draw } from '../../../testing/draw';
import { makeProfile } from '../../../testing/fakes';
import { server } from '../../../testing/server';
import { ChoosePages } from './choose-pages';

const CHOICE = {
  network: 'linkedin',
  expires_at: '2026-11-24T15:10:00Z',
  items: [
    { subject: '2414183', handle: 'nordlys', display_name: 'Nordlys A/S', avatar_url: null },
    { subject: '77', handle: '', display_name: 'Day of Glass', avatar_url: null },
  ],
};

const offer = () => server.use(http.get('*/api/v1/profiles/choices/c1', () => HttpResponse.json(CHOICE)));

it('connects the pages one ticks, and no other', async () => {
  const sent = vi.fn();
  offer();
  server.use(
    http.post('*/api/v1/profiles/choices/c1', async ({ request }) => {
      sent(await request.json());
      return HttpResponse.json({ items: [makeProfile({ id: 'page-1', kind: 'page' })], next: null }, { status: 201 });
    }),
  );
  const { router } = await draw(<ChoosePages choiceId="c1" />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('checkbox', { name: /Nordlys A\/S/ }));
  await user.click(screen.getByRole('button', { name: 'Connect the pages' }));
  await vi.waitFor(() => expect(sent).toHaveBeenCalledWith({ subjects: ['2414183'] }));
  await vi.waitFor(() => expect(router.state.location.search).toMatchObject({ profile: 'page-1' }));
});

it('asks for one page at least, and sends nothing before', async () => {
  offer();
  await draw(<ChoosePages choiceId="c1" />);
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Connect the pages' }));
  const group = screen.getByRole('group', { name: /Which pages on LinkedIn/ });
  expect(group).toHaveFocus();
  expect(group).toHaveTextContent('Choose at least one page');
});

it('says so when the time to choose is over', async () => {
  server.use(
    http.get('*/api/v1/profiles/choices/c1', () =>
      HttpResponse.json({ type: 'choice-not-found', title: '', status: 404 }, { status: 404 }),
    ),
  );
  await draw(<ChoosePages choiceId="c1" />);
  expect(await screen.findByText(/The time to choose is over/)).toBeVisible();
});
