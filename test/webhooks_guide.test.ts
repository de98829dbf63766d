/** The receiver of docs/webhooks.md receives: it is run as it is printed, for an endpoint made as it is printed. */
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startDaybook, TEST_KEY } from './support/daybook.js';
import { eventually } from './support/receiver.js';
import { post } from './support/reporting.js';

const GUIDE = readFileSync('docs/webhooks.md', 'utf8');

function example(name: string): string {
  const block = GUIDE.split(`<!-- example: ${name} -->\n`)[1]
    ?.split('```')[1]
    ?.replace(/^\w+\n/, '');
  assert.ok(block, `the guide has no example ${name}`);
  return block;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}

const without_curl = spawnSync('curl', ['--version']).status === 0 ? false : 'curl is not installed';

test('the receiver of the guide verifies what it is sent', { skip: without_curl }, async () => {
  const daybook = await startDaybook({ webhook_retry_seconds: [0, 0, 1, 1, 1, 1, 1] });
  const port = await freePort();
  try {
    const script = example('endpoint')
      .replace('http://127.0.0.1:4242', daybook.address)
      .replace('localhost:3000', `127.0.0.1:${port}`)
      .replace('curl ', 'curl -sS ');
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { env: { ...process.env, KEY: TEST_KEY } });
    const endpoint = JSON.parse(stdout);
    assert.deepEqual(endpoint.enabled_events, ['customer.*', 'payment_record.*']);
    const receiver = spawn(process.execPath, ['--input-type=module', '-e', example('receiver')], {
      env: { ...process.env, SECRET: endpoint.secret, PORT: String(port) },
    });
    let output = '';
    receiver.stdout.on('data', (chunk) => {
      output += chunk;
    });
    try {
      await eventually(() => assert.match(output, /listening/), 10_000);
      const { body: customer } = await post(daybook, '/v1/customers', { name: 'Jo' });
      await eventually(() => assert.match(output, new RegExp(`customer\\.created ${customer.id}\n`)));
      const forged = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' });
      assert.equal(forged.status, 400);
    } finally {
      receiver.kill();
    }
  } finally {
    await daybook.remove();
  }
});
