/** The one way to the server: same origin, session cookie, and the header that proves a request comes from our own page. */
import createClient from 'openapi-fetch';
import type { paths } from './schema.gen';

const READS = new Set(['GET', 'HEAD']);

export const api = createClient<paths>({
  baseUrl: location.origin,
  // openapi-fetch keeps the fetch it saw when it loaded; asking for it at each call lets tests stand in for the server.
  fetch: (request) => globalThis.fetch(request),
});

api.use({
  onRequest: ({ request }) => {
    if (!READS.has(request.method)) request.headers.set('X-Fortaler', '1');
    return request;
  },
});

/** Headers for a creating POST: the same key sent twice has one effect. */
export const once = (key: string) => ({ headers: { 'Idempotency-Key': key } });

/** Headers for a PATCH: refused when someone else changed it since this version was read. */
export const unchanged = (etag: string) => ({ headers: { 'If-Match': etag } });
