// The reference servers of the AT Protocol, empty: directory and personal data server, and with DB_POSTGRES_URL and
// REDIS_HOST the public view as well. Prints one line of JSON with their addresses when all of them answer.
const { createRequire } = require('node:module');

const { TestNetwork, TestNetworkNoAppView, mockMailer } = createRequire(`${process.cwd()}/`)('@atproto/dev-env');
const pds = { hostname: 'localhost', port: Number(process.env.PDS_PORT) };
const plc = { port: Number(process.env.PLC_PORT) };

async function start() {
  if (!process.env.DB_POSTGRES_URL) return TestNetworkNoAppView.create({ plc, pds });
  const port = Number(process.env.VIEW_PORT);
  return TestNetwork.create({
    plc,
    pds: { ...pds, enableDidDocWithSession: true },
    bsky: {
      port,
      publicUrl: `http://localhost:${port}`,
      dbPostgresUrl: process.env.DB_POSTGRES_URL,
      dbPostgresSchema: 'bsky',
    },
    ozone: { port: Number(process.env.OZONE_PORT), dbMaterializedViewRefreshIntervalMs: 30_000 },
  });
}

start().then(
  (network) => {
    mockMailer(network.pds);
    console.log(JSON.stringify({ directory: network.plc.url, pds: network.pds.url, view: network.bsky?.url ?? null }));
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
