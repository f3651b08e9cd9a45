import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { draw } from '../../../testing/draw';
import { makeSession } from '../../../testing/fakes';
import { server } from '../../../testing/server';
import { EmailSignIn } from './email-sign-in';

const refused = (status: number, type: string, errors: object[] = []) =>
  HttpResponse.json({ type: `https://example.org/problems/${type}`, title: type, status, errors }, { status });

async function askForCode() {
  server.use(http.post('*/api/v1/session/codes', () => new HttpResponse(null, { status: 204 })));
  const user = userEvent.setup();
  await draw(<EmailSignIn />);
  await user.type(screen.getByRole('textbox', { name: 'Your e-mail address' }), 'mette@example.org');
  await user.click(screen.getByRole('button', { name: 'Send me a code' }));
  return { user, code: await screen.findByRole('textbox', { name: 'The code from the e-mail' }) };
}

describe('a form with something missing', () => {
  it('says what to do in a summary that takes the focus, and above the field, in the same words', async () => {
    await draw(<EmailSignIn />);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Send me a code' }));
    const said = 'Write an e-mail address, such as name@example.com';
    expect(await screen.findByRole('alert')).toHaveFocus();
    const field = screen.getByRole('textbox', { name: 'Your e-mail address' });
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(`Error: ${said}`);
    await user.click(screen.getByRole('link', { name: said }));
    expect(field).toHaveFocus();
  });
});

describe('a code', () => {
  it('does not tell whether the address is known', async () => {
    await askForCode();
    expect(screen.getByText(/If we know mette@example.org, a code is on its way there/)).toBeVisible();
  });

  it('that is wrong is said so at its field, and stays to be corrected', async () => {
    server.use(
      http.post('*/api/v1/session', () =>
        refused(422, 'code-wrong', [{ field: 'code', type: 'code-wrong', detail: '' }]),
      ),
    );
    const { user, code } = await askForCode();
    await user.type(code, '123 456');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveFocus();
    expect(code).toHaveAccessibleDescription(/The code does not match/);
    expect(code).toHaveValue('123 456');
  });

  it('is sent without the spaces that people type', async () => {
    const sent = vi.fn();
    server.use(
      http.post('*/api/v1/session', async ({ request }) => {
        sent(await request.json());
        return HttpResponse.json(makeSession());
      }),
    );
    const { user, code } = await askForCode();
    await user.type(code, '123 456');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await vi.waitFor(() =>
      expect(sent).toHaveBeenCalledWith({ way: 'email', email: 'mette@example.org', code: '123456' }),
    );
  });

  it('asked for too often is answered with patience, not with an error code', async () => {
    server.use(http.post('*/api/v1/session', () => refused(429, 'too-many-tries')));
    const { user, code } = await askForCode();
    await user.type(code, '123456');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText(/That was too many tries/)).toBeVisible();
  });
});
