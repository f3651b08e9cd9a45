/** A stand-in for the server's answers, over the real fetch: each test says what its routes answer. */
import { setupServer } from 'msw/node';

export const server = setupServer();
