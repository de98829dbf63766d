/** Deliveries over TLS: to whom the machine trusts, and to nobody else. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { call, type Serving, serve, temporaryFolder } from '../support/cli.js';
import { eventually, type Receiver, startReceiver, verified } from '../support/receiver.js';
import { skipWithout } from '../support/shell.js';

const skip = skipWithout('openssl', spawnSync('openssl', ['version']).status === 0);

describe('deliveries over TLS', { skip }, () => {
  const folder = temporaryFolder();
  const certificate = join(folder, 'certificate.pem');
  let receiver: Receiver;

  before(async () => {
    const key = join(folder, 'key.pem');
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
    ]);
    assert.equal(made.status, 0, String(made.stderr));
    const identity = { key: readFileSync(key, 'utf8'), cert: readFileSync(certificate, 'utf8') };
    receiver = await startReceiver(undefined, identity);
  });
  after(() => receiver?.close());

  async function deliver(
    environment: Record<string, string>,
    use: (server: Serving, id: string, secret: string) => Promise<void>,
  ) {
    const server = await serve(temporaryFolder(), environment);
    const post = (path: string, form: string) => call(server.address, server.test_key, 'POST', path, form);
    const { body } = await post('/v1/webhook_endpoints', `url=${receiver.url}&enabled_events[]=customer.created`);
    await post('/v1/customers', 'name=Ada');
    await use(server, body.id, body.secret);
    assert.equal(await server.stop(), 0);
  }

  it('arrive, signed, where the certificate is trusted', async () => {
    await deliver({ NODE_EXTRA_CA_CERTS: certificate }, async (_server, _id, secret) => {
      const [received] = await receiver.count(1);
      assert.ok(received);
      assert.equal(verified(received, secret).type, 'customer.created');
    });
  });

  it('are not made where it is not', async () => {
    const before_it = receiver.received.length;
    await deliver({}, async ({ address, test_key }, id) => {
      await eventually(async () => {
        const { body } = await call(address, test_key, 'GET', `/v1/webhook_endpoints/${id}/deliveries`);
        assert.equal(body.data[0]?.tries[0]?.error, 'the certificate is self-signed');
      });
    });
    assert.equal(receiver.received.length, before_it);
  });
});
