import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { Deliveries, Hold } from '../../../api/types';
import { draw } from '../../../testing/draw';
import { server } from '../../../testing/server';
import { BudgetLeft } from './budget-left';
import { NetworkTable } from './network-table';
import { StopDialog } from './stop';
import { Stops } from './stops';
import { Verdict } from './verdict';

type Row = Deliveries['networks'][number];

const makeRow = (more: Partial<Row> = {}): Row => ({
  network: 'linkedin',
  waiting: 3,
  late: 0,
  sending: 0,
  needs_reconnect: 0,
  held: 0,
  unknown: 0,
  ask: 0,
  published_today: 0,
  refused_today: 0,
  missed_today: 0,
  budget: null,
  profiles_spent: 0,
  ...more,
});

const makeHold = (more: Partial<Hold> = {}): Hold => ({
  id: 'hold-1',
  scope: 'network',
  kind: 'switch',
  network: 'linkedin',
  instance: null,
  profile: null,
  because: 'We correct a mistake in the story.',
  by: 'Mette Lund',
  since: '2026-11-24T14:30:00Z',
  ...more,
});

const makeDeliveries = (more: Partial<Deliveries> = {}): Deliveries => ({
  at: '2026-11-24T15:00:00Z',
  standstills: [],
  breakers: [],
  holds: [],
  networks: [makeRow()],
  ...more,
});

describe('the delivery page in one sentence', () => {
  it.each<[string, Partial<Deliveries>, RegExp]>([
    ['all is well', {}, /as planned; 3 posts wait for their time/],
    ['nothing waits', { networks: [] }, /Everything has gone out/],
    ['some are late', { networks: [makeRow({ late: 1 })] }, /1 post should have gone out/],
    ['one network is stopped', { holds: [makeHold()] }, /Not everything goes out/],
    ['all is stopped', { holds: [makeHold({ scope: 'organisation', network: null })] }, /Nothing goes out/],
  ])('%s', async (_, more, words) => {
    await draw(<Verdict deliveries={makeDeliveries(more)} />);
    expect(screen.getByRole('status')).toHaveTextContent(words);
  });
});

it('a network that is stopped already is not offered to be stopped', async () => {
  const networks = [makeRow(), makeRow({ network: 'x' })];
  await draw(<NetworkTable deliveries={makeDeliveries({ networks, holds: [makeHold()] })} onStop={() => {}} />);
  expect(screen.getAllByRole('button').map((one) => one.getAttribute('aria-label'))).toEqual(['Stop X']);
});

it('a stop of the whole installation is said to be somebody else’s to lift', async () => {
  const standstills: Deliveries['standstills'] = [
    { kind: 'restore', network: null, because: 'Brought back', by: null, since: '2026-11-24T14:30:00Z' },
  ];
  await draw(<Stops deliveries={makeDeliveries({ standstills })} />);
  expect(screen.getByText(/Only those who run the installation/)).toBeVisible();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

it('a network that fails is said to be tried again by itself', async () => {
  const breakers: Deliveries['breakers'] = [
    {
      network: 'mastodon',
      instance: 'social.example',
      state: 'open',
      because: 'The server does not answer.',
      since: '2026-11-24T14:30:00Z',
      next_try_at: '2026-11-24T15:05:00Z',
    },
  ];
  await draw(<Stops deliveries={makeDeliveries({ breakers })} />);
  expect(screen.getByRole('listitem')).toHaveTextContent(/Mastodon, social.example: rests.*tries it again/);
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

it('stops a network with a reason, and never without one', async () => {
  const sent = vi.fn();
  server.use(
    http.post('*/api/v1/deliveries/holds', async ({ request }) => {
      sent(await request.json());
      return HttpResponse.json(makeHold(), { status: 201 });
    }),
  );
  await draw(<StopDialog network="linkedin" networks={['linkedin', 'x']} onClose={() => {}} />);
  const user = userEvent.setup();
  const stop = screen.getByRole('button', { name: 'Stop it now', hidden: true });
  await user.click(stop);
  expect(screen.getAllByText(/Write why/)[0]).toBeInTheDocument();
  expect(sent).not.toHaveBeenCalled();
  await user.type(screen.getByRole('textbox', { name: 'Why?', hidden: true }), 'A mistake{Enter}in it');
  await user.click(stop);
  await vi.waitFor(() => expect(sent).toHaveBeenCalledWith({ network: 'linkedin', because: 'A mistake in it' }));
});

it.each([
  ['Ask their authors', false],
  ['Send them now, late', true],
])('lets posts go on, and those too late as one chooses: %s', async (choice, late) => {
  const sent = vi.fn();
  server.use(
    http.post('*/api/v1/deliveries/holds/hold-1/release', async ({ request }) => {
      sent(await request.json());
      return HttpResponse.json({ posts: 22 });
    }),
  );
  await draw(<Stops deliveries={makeDeliveries({ holds: [makeHold()] })} />);
  expect(screen.getByText('We correct a mistake in the story.')).toBeVisible();
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Let posts go on: LinkedIn' }));
  const dialog = within(screen.getByRole('dialog', { hidden: true }));
  await user.click(dialog.getByRole('radio', { name: choice, hidden: true }));
  await user.click(dialog.getByRole('button', { name: 'Let posts go on', hidden: true }));
  await vi.waitFor(() => expect(sent).toHaveBeenCalledWith({ send_late: late }));
});

const budget: NonNullable<Row['budget']> = {
  instance: null,
  remaining: 1234,
  most: 10_000,
  unit: 'posts',
  resets_at: '2026-11-24T16:00:00Z',
  as_of: '2026-11-24T15:00:00Z',
};

describe('what a network still takes', () => {
  it.each<[string, Partial<Row>, RegExp, RegExp]>([
    ['nobody said', {}, /Not known/, /\b0\b/],
    ['posts are counted', { budget }, /1,234 of 10,000.*until/, /profile/],
    ['it is told in percent', { budget: { ...budget, remaining: 7, unit: 'percent' } }, /7\s?%.*until/, /of/],
    ['only that it is over', { budget: { ...budget, remaining: 0, most: null } }, /^0.*until/, /of|Not known/],
    ['of profiles alone', { profiles_spent: 2 }, /Not known.*2 profiles have to wait/, /until/],
  ])('%s', async (_, more, says, saysNot) => {
    await draw(<BudgetLeft row={makeRow(more)} />);
    expect(document.body.textContent).toMatch(says);
    expect(document.body.textContent).not.toMatch(saysNot);
  });
});
