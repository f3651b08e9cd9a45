import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { NetworkInfo, Profile } from '../../../api/types';
import { draw } from '../../../testing/draw';
import { makeNetwork, makeProfile } from '../../../testing/fakes';
import { server } from '../../../testing/server';
import { ConnectDialog } from './connect-dialog';
import { ProfileCard } from './profile-card';

const card = (more: Partial<Profile> = {}, waiting: number | null = 2) =>
  draw(<ProfileCard profile={makeProfile(more)} returnTo="/you/profiles" waiting={waiting} explain />);

const can = makeProfile().can;

describe('a profile', () => {
  it('says what we may do, what we see and who can see it', async () => {
    await card({ can: { ...can, metrics: ['likes', 'saves'], followers: true } });
    expect(screen.getByText(/How the posts you share from here do: likes and times it was saved/)).toBeVisible();
    expect(screen.getByText(/as a number without names/)).toBeVisible();
    expect(screen.getByText(/sums of at least five people/)).toBeVisible();
  });

  it('whose network gives no numbers does not promise any', async () => {
    await card({ network: 'linkedin', instance: null, can: { ...can, metrics: [], followers: false } });
    expect(screen.getByText(/No numbers: LinkedIn gives us none here/)).toBeVisible();
    expect(screen.queryByText(/How many follow you/)).not.toBeInTheDocument();
  });

  it('that runs out says on which day, and is renewed in one tap', async () => {
    const renewed = vi.fn();
    server.use(
      http.post('*/api/v1/profiles/mastodon-1/renew', async ({ request }) => {
        renewed(await request.json());
        return HttpResponse.json({ type: 'network-unreachable', title: '', status: 502 }, { status: 502 });
      }),
    );
    await card({ state: 'expiring', expires_at: '2026-12-01T12:00:00Z' });
    expect(screen.getByText(/runs out on .*1 Dec/)).toBeVisible();
    await userEvent.setup().click(screen.getByRole('button', { name: /Connect again/ }));
    await vi.waitFor(() => expect(renewed).toHaveBeenCalledWith({ return_to: '/you/profiles' }));
  });

  it('that cannot be renewed offers no button that would fail', async () => {
    await card({ state: 'declared', renewable: false });
    expect(screen.queryByRole('button', { name: /again|Renew/ })).not.toBeInTheDocument();
  });

  it.each([
    [2, '2 posts that wait on this profile are cancelled.'],
    [0, 'No planned post is lost: none waits on this profile.'],
    [null, 'Planned posts on this profile are cancelled.'],
  ])('says what follows before it is removed: %s waiting posts', async (waiting, words) => {
    await card({}, waiting);
    await userEvent.setup().click(screen.getByRole('button', { name: /^Remove/ }));
    const dialog = within(screen.getByRole('dialog', { hidden: true }));
    expect(dialog.getByText(words)).toBeInTheDocument();
    expect(dialog.getByText(/Our access is given back to Mastodon at once/)).toBeInTheDocument();
  });
});

describe('a network that can be used both ways', () => {
  const linkedin: NetworkInfo = makeNetwork({ key: 'linkedin', name: 'LinkedIn', ways: ['consent', 'declare'] });
  const open = (info: NetworkInfo) => draw(<ConnectDialog info={info} returnTo="/you/profiles" onClose={() => {}} />);

  it('asks once who shall post, and offers what follows from it', async () => {
    await open(linkedin);
    expect(screen.getByRole('button', { name: 'Continue to LinkedIn', hidden: true })).toBeInTheDocument();
    await userEvent.setup().click(screen.getByRole('radio', { name: 'I post myself', hidden: true }));
    expect(screen.getByRole('button', { name: 'Add LinkedIn', hidden: true })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Continue to LinkedIn', hidden: true })).not.toBeInTheDocument();
  });

  it('asks nothing where there is one way only, and says why', async () => {
    await open({ ...linkedin, ways: ['declare'], app_missing: true });
    expect(screen.queryByRole('radio', { hidden: true })).not.toBeInTheDocument();
    expect(screen.getByText(/has not opened for posting by itself on LinkedIn/)).toBeInTheDocument();
  });
});
