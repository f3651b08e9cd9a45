// A certified OAuth server (npm: oidc-provider) that speaks with the addresses of one network: MANNER=mastodon or x, PORT.
// It adds what that network has beside OAuth: registering an app, and saying whose a token is. Prints its issuer when up.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const find = createRequire(`${process.cwd()}/`);
const { Provider } = await import(pathToFileURL(find.resolve('oidc-provider')).href);
const { MANNER, PORT, REDIRECT } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const secret = () => randomBytes(24).toString('hex');

const manners = {
  mastodon: {
    scopes: ['profile', 'read:statuses', 'write:statuses', 'write:media'],
    method: 'client_secret_post',
    grants: ['authorization_code'],
    routes: { authorization: '/oauth/authorize', token: '/oauth/token', revocation: '/oauth/revoke' },
    me: '/api/v1/accounts/verify_credentials',
    person: (id) => ({ id, username: id, display_name: id, url: `${issuer}/@${id}` }),
  },
  x: {
    scopes: ['tweet.read', 'users.read', 'tweet.write', 'media.write', 'offline.access'],
    method: 'client_secret_basic',
    grants: ['authorization_code', 'refresh_token'],
    routes: { authorization: '/i/oauth2/authorize', token: '/2/oauth2/token', revocation: '/2/oauth2/revoke' },
    me: '/2/users/me',
    person: (id) => ({ data: { id: '1000', username: id, name: id } }),
  },
};
const manner = manners[MANNER];
const app = () => ({
  client_id: secret(),
  client_secret: secret(),
  redirect_uris: [REDIRECT],
  grant_types: manner.grants,
  response_types: ['code'],
  token_endpoint_auth_method: manner.method,
});
const clients = [app(), app(), app()];
let given = 0;

const provider = new Provider(issuer, {
  clients,
  scopes: manner.scopes,
  routes: manner.routes,
  pkce: { required: () => true },
  rotateRefreshToken: true,
  cookies: { keys: [secret()] },
  features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
});

provider.use(async (ctx, next) => {
  if (ctx.path === '/api/v1/apps' || ctx.path === '/apps') {
    ctx.body = clients[given++ % clients.length];
  } else if (ctx.path === manner.me) {
    const token = await provider.AccessToken.find(ctx.get('authorization').replace('Bearer ', ''));
    ctx.status = token && !token.isExpired ? 200 : 401;
    ctx.body = token && !token.isExpired ? manner.person(token.accountId) : { error: 'invalid_token' };
  } else {
    await next();
  }
});
provider.listen(Number(PORT), '127.0.0.1', () => console.log(JSON.stringify({ issuer })));
