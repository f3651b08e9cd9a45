/** The page's only Trusted Types policy: the one script address we ever hand to the browser is our service worker's. */
const ALLOWED_SCRIPTS = new Set(['/sw.js']);

type PolicyFactory = {
  createPolicy(name: string, rules: { createScriptURL(input: string): string | null }): unknown;
};

(globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('default', {
  createScriptURL: (input) => {
    const url = new URL(input, location.origin);
    return url.origin === location.origin && ALLOWED_SCRIPTS.has(url.pathname) ? url.href : null;
  },
});
