import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { AppPlace } from '../../../api/types';
import { draw } from '../../../testing/draw';
import { server } from '../../../testing/server';
import { AppForm } from './app-form';
import { centsOf } from './app-schema';
import { Findings } from './findings';
import { FINDINGS } from './words';

const REDIRECT = 'https://fortaler.example/api/v1/profiles/return/linkedin/-';

const makePlace = (more: Partial<AppPlace> = {}): AppPlace => ({
  network: 'linkedin',
  console: 'https://www.linkedin.com/developers/apps',
  redirect_uri: REDIRECT,
  deauthorise_uri: null,
  deletion_uri: null,
  costs: false,
  modes: [
    { mode: 'self_serve', scopes: ['openid', 'w_member_social'], products: ['Share on LinkedIn'] },
    { mode: 'community_management', scopes: ['r_basicprofile'], products: ['Community Management API'] },
  ],
  app: null,
  ...more,
});

const HELD: AppPlace['app'] = {
  client_id: 'held-id',
  mode: 'self_serve',
  registered_at: '2026-11-01T08:00:00Z',
  tested_at: null,
  used_at: null,
  monthly_cap_cents: null,
  profiles: 0,
};

const fill = async (place: AppPlace, onSaved = () => {}) => {
  await draw(<AppForm place={place} name="LinkedIn" onSaved={onSaved} />);
  return userEvent.setup();
};

describe('registering an app', () => {
  it('shows exactly what to enter, for the access that is chosen', async () => {
    const user = await fill(makePlace());
    expect(screen.getByText(REDIRECT)).toBeVisible();
    expect(screen.getByText('openid w_member_social')).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'With numbers and pages' }));
    expect(screen.getByText('r_basicprofile')).toBeVisible();
    expect(screen.getByText('Community Management API')).toBeVisible();
    expect(screen.queryByText('Share on LinkedIn')).not.toBeInTheDocument();
  });

  it('says where the network tells of removals, if it tells anybody', async () => {
    await fill(makePlace({ deauthorise_uri: `${REDIRECT}/out`, deletion_uri: `${REDIRECT}/gone` }));
    expect(screen.getByText(`${REDIRECT}/out`)).toBeVisible();
    expect(screen.getByText(`${REDIRECT}/gone`)).toBeVisible();
  });

  it('wants the secret of a new app, and sends nothing without it', async () => {
    const user = await fill(makePlace());
    await user.type(screen.getByRole('textbox', { name: 'Client id' }), 'new-id');
    await user.click(screen.getByRole('button', { name: 'Save and test' }));
    expect(within(screen.getByRole('alert')).getByText('Copy the client secret')).toBeVisible();
  });

  it('goes on with the secret that is held, and never shows it', async () => {
    const sent = vi.fn();
    const saved = vi.fn();
    const place = makePlace({ app: HELD });
    server.use(
      http.put('*/api/v1/apps/linkedin', async ({ request }) => {
        sent(await request.json());
        return HttpResponse.json(place);
      }),
    );
    const user = await fill(place, saved);
    expect(screen.getByLabelText('Client secret')).toHaveValue('');
    await user.click(screen.getByRole('button', { name: 'Save and test' }));
    await vi.waitFor(() => expect(saved).toHaveBeenCalled());
    expect(sent).toHaveBeenCalledWith({
      mode: 'self_serve',
      client_id: 'held-id',
      client_secret: null,
      monthly_cap_cents: null,
    });
  });

  it('asks for a limit only where calls cost money', async () => {
    await fill(makePlace());
    expect(screen.queryByRole('textbox', { name: /US dollars/ })).not.toBeInTheDocument();
  });

  it.each([
    ['25', 2500],
    ['12,5', 1250],
    ['0.07', 7],
    ['-1', null],
    ['1.234', null],
    ['a lot', null],
  ])('reads %s dollars', (written, cents) => expect(centsOf(written)).toBe(cents));
});

describe('what a test of the app found', () => {
  const tell = (code: string, severity: 'ok' | 'warning' | 'error', detail = 'What the server says') =>
    draw(<Findings test={{ tested_at: '2026-11-24T15:00:00Z', findings: [{ code, severity, detail }] }} />);

  it.each(Object.keys(FINDINGS))('%s is explained, with what to do', async (code) => {
    await tell(code, 'warning');
    const [line] = screen.getAllByRole('listitem');
    expect(line?.textContent).toMatch(/^Note: .+[a-z].+\./);
  });

  it('an error is said to stand in the way, a warning is not', async () => {
    await tell('client-secret-wrong', 'error');
    expect(screen.getByRole('status')).toHaveTextContent('People cannot connect yet');
  });

  it('a finding that we have no words for is shown in the server’s own', async () => {
    await tell('something-new', 'warning', 'The moon is in the way.');
    expect(screen.getByText('The moon is in the way.')).toHaveAttribute('lang', 'en');
  });
});
