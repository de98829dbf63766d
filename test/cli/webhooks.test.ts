/** `daybook webhooks` and `daybook listen`, as processes of their own beside a running server. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { daybook as run } from '../support/cli.js';
import { startDaybook, TEST_KEY, type TestDaybook } from '../support/daybook.js';
import { answering, eventually, ok, type Receiver, startReceiver, verified } from '../support/receiver.js';
import { post, type Wire } from '../support/reporting.js';

const PROGRAM = fileURLToPath(new URL('../../../bin/daybook.js', import.meta.url));

describe('daybook webhooks', () => {
  let daybook: TestDaybook;
  let receiver: Receiver;
  let endpoint: Wire;
  const cli = (...args: string[]) => run(['webhooks', ...args], { DAYBOOK_DATA: daybook.settings.data_folder });
  before(async () => {
    daybook = await startDaybook({ webhook_retry_seconds: [] });
    receiver = await startReceiver(answering(500));
    const { body } = await post(daybook, '/v1/webhook_endpoints', {
      url: receiver.url,
      'enabled_events[]': 'customer.*',
    });
    endpoint = body;
  });
  after(async () => {
    await daybook.remove();
    await receiver.close();
  });

  it('lists endpoints, without their secrets', async () => {
    const { code, stdout, stderr } = await cli('list');
    assert.deepEqual([code, stderr], [0, '']);
    const [, line = ''] = stdout.split('\n');
    assert.deepEqual(line.split(/ {2,}/), [endpoint['id'], 'test', 'enabled', receiver.url, 'customer.*']);
    const json = JSON.parse((await cli('list', '--json')).stdout);
    assert.deepEqual([json.length, json[0].id, json[0].disabled], [1, endpoint['id'], null]);
    assert.ok(!stdout.includes('whsec_'));
  });

  it('shows deliveries and sends them again', async () => {
    await post(daybook, '/v1/customers', { name: 'Jo' });
    await receiver.count(1);
    let line = '';
    await eventually(async () => {
      const { stdout } = await cli('deliveries', endpoint['id'], '--status', 'failed');
      line = stdout.split('\n')[1] ?? '';
      assert.match(line, /^evt_\w+ +customer\.created +failed +1 +\S+Z +500 in \d+ ms$/);
    });
    receiver.behaviour = ok;
    const sequence = receiver.received[0]?.headers['daybook-sequence'] as string;
    const { code, stdout } = await cli('replay', endpoint['id'], '--from-sequence', sequence);
    assert.deepEqual([code, stdout], [0, `1 event is sent to ${endpoint['id']} again.\n`]);
    await receiver.count(2);
    assert.equal(receiver.received[1]?.event.id, receiver.received[0]?.event.id);
    const by_time = await cli('replay', endpoint['id'], '--from', '2020-01-01T00:00:00Z', '--to', '4000000000');
    assert.match(by_time.stdout, /^1 event is sent/);
    await receiver.count(3);
  });

  it('replaces a secret', async () => {
    const { code, stdout } = await cli('roll-secret', endpoint['id'], '--expires-in', '1h');
    assert.equal(code, 0);
    assert.match(stdout, /^whsec_\w{32}\n$/);
    const sent = receiver.received.length;
    // A running server signs with the new secret within a second.
    await eventually(async () => {
      await post(daybook, '/v1/customers', { name: 'Jo' });
      await receiver.count(sent + 1);
      const last = receiver.received.at(-1);
      assert.ok(last);
      verified(last, stdout.trim());
      verified(last, endpoint['secret']);
    });
  });

  it('says in one line what it cannot do', async () => {
    for (const args of [['deliveries'], ['replay', '--from', '1'], ['roll-secret']]) {
      const [name = '', ...flags] = args;
      const { code, stderr } = await cli(name, 'we_none', ...flags);
      assert.equal(code, 1);
      assert.match(stderr, /^daybook: There is no webhook endpoint 'we_none'\..*\n$/);
    }
  });
});

describe('daybook listen', () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await startDaybook();
  });
  after(() => daybook.remove());
  let output = '';
  let errors = '';
  beforeEach(() => {
    output = '';
    errors = '';
  });

  function listen(server: string, ...args: string[]) {
    const child = spawn(process.execPath, [PROGRAM, 'listen', '--server', server, ...args], {
      env: { PATH: process.env['PATH'] ?? '', DAYBOOK_TEST_SECRET_KEY: TEST_KEY },
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    return child;
  }
  const ready = () => eventually(() => assert.match(errors, /Ready\./), 10_000);

  it('prints events as they happen, of the types that are asked for', async () => {
    const child = listen(daybook.address, '--events', 'customer.*', '--json');
    try {
      await ready();
      await post(daybook, '/v1/payment_methods', { type: 'card', 'card[token]': 'tok_visa' });
      const { body: made } = await post(daybook, '/v1/customers', { name: 'Jo' });
      await eventually(() => assert.ok(output.endsWith('\n')));
      const event = JSON.parse(output);
      assert.deepEqual([event.type, event.data.object], ['customer.created', made]);
    } finally {
      child.kill();
    }
  });

  it('ends without a word when nobody reads its output any more', async () => {
    const child = listen(daybook.address);
    const ended = once(child, 'close');
    await ready();
    child.stdout.destroy();
    await post(daybook, '/v1/customers', { name: 'Jo' });
    assert.deepEqual(await ended, [0, null]);
    assert.match(errors, /^Ready\. [^\n]*\n$/);
  });

  it('forwards them, signed with a secret of its own, and goes on when the server was away', async () => {
    const receiver = await startReceiver();
    // On a port of its own, so that the server can come back on the same one.
    let own = await startDaybook();
    const { port } = new URL(own.address);
    const child = listen(own.address, '--forward-to', receiver.url.replace('http://', ''));
    try {
      await ready();
      const [secret = ''] = /whsec_\w{32}/.exec(errors) ?? [];
      const printed = await run(['listen', '--print-secret'], { DAYBOOK_TEST_SECRET_KEY: TEST_KEY });
      assert.equal(printed.stdout, `${secret}\n`);
      await post(own, '/v1/customers', { name: 'first' });
      const [received] = await receiver.count(1);
      assert.ok(received);
      assert.equal(verified(received, secret).type, 'customer.created');
      await eventually(() => assert.match(output, /--> customer\.created \[evt_\w+\]\n.*<-- \[200\] POST http/));
      await own.close();
      own = await startDaybook({ ...own.settings, port: Number(port) });
      await post(own, '/v1/customers', { name: 'second' });
      await receiver.count(2, 15_000);
      assert.deepEqual(
        receiver.received.map(({ event }) => event.data.object.name),
        ['first', 'second'],
      );
    } finally {
      child.kill();
      await own.remove();
      await receiver.close();
    }
  });

  it('says in one line that there is no server, or that the key is refused', async () => {
    const none = await run(['listen', '--server', 'http://127.0.0.1:9'], { DAYBOOK_TEST_SECRET_KEY: TEST_KEY });
    assert.equal(none.code, 1);
    assert.match(none.stderr, /^daybook: http:\/\/127\.0\.0\.1:9 does not answer\. Start the server.*\n$/);
    const other = 'sk_test_anotherKeyThatNobodyKnows';
    const refused = await run(['listen', '--server', daybook.address], { DAYBOOK_TEST_SECRET_KEY: other });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^daybook: The server refused: Invalid API Key provided: .*\n$/);
    assert.ok(!refused.stderr.includes(other));
    const mistyped = await run(['listen', '--forward-to', 'http://'], { DAYBOOK_TEST_SECRET_KEY: TEST_KEY });
    assert.equal(mistyped.code, 2);
    const keyless = await run(['listen'], { DAYBOOK_DATA: '/dev/null/no' });
    assert.notEqual(keyless.code, 0);
  });
});
