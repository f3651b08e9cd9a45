// node -r ./loopback.cjs …: whatever a peer listens on, it listens on this machine only.
const { Server } = require('node:net');

const listen = Server.prototype.listen;

Server.prototype.listen = function (...given) {
  const [first] = given;
  if (typeof first === 'number' || /^\d+$/.test(first)) {
    const done = given.find((one) => typeof one === 'function');
    return listen.call(this, { port: Number(first), host: '127.0.0.1' }, done);
  }
  if (first && typeof first === 'object' && first.port !== undefined && !first.path) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...given.slice(1));
  }
  return listen.apply(this, given);
};
