/** One request to an endpoint: what counts as an answer, what is kept of it, and how long it may take. */
import assert from 'node:assert/strict';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { machineClock } from '../../../src/app/clock.js';
import { Poster } from '../../../src/app/webhooks/post.js';
import { type TargetPolicy, targetPolicy } from '../../../src/app/webhooks/targets.js';
import { WrittenTime } from '../../../src/app/written_time.js';
import { answering, ok, type Receiver, startReceiver } from '../../support/receiver.js';

const TIMEOUT_MS = 1_000;
/** As if the machine itself were on the public internet. */
const ANYWHERE: TargetPolicy = { allows: () => true, showsAnswers: () => true };

describe('a delivery', () => {
  let receiver: Receiver;
  const poster = new Poster(ANYWHERE, new WrittenTime(machineClock), machineClock, TIMEOUT_MS);
  before(async () => {
    receiver = await startReceiver();
  });
  after(async () => {
    poster.close();
    await receiver.close();
  });

  const post = (url = receiver.url, by = poster, signal?: AbortSignal) =>
    by.post({ url, headers: { 'X-Test': 'yes' }, body: '{"é":1}' }, signal);

  it('carries the bytes and the headers that it was given', async () => {
    receiver.behaviour = answering(201);
    const { at_ms = 0, latency_ms = -1, ...rest } = (await post()) ?? {};
    assert.deepEqual(rest, { status: 201, body: 'answer 0' });
    assert.ok(latency_ms >= 0 && Math.abs(Date.now() - at_ms) < 2_000);
    const [received] = receiver.received;
    assert.equal(received?.body, '{"é":1}');
    assert.equal(received.headers['content-length'], '8');
    assert.equal(received.headers['x-test'], 'yes');
  });

  it('follows no redirect', async () => {
    receiver.behaviour = (_received, response) => void response.writeHead(307, { Location: '/elsewhere' }).end();
    assert.equal((await post())?.status, 307);
    assert.ok(receiver.received.every(({ path }) => path === '/hook'));
  });

  it('uses its connection again, and is repeated where that was closed meanwhile', async () => {
    const sockets = new Set<Socket>();
    let requests = 0;
    const server = createTcpServer((socket) => {
      sockets.add(socket);
      let answered = 0;
      socket.on('error', () => {});
      socket.on('data', () => {
        requests += 1;
        answered += 1;
        if (answered === 3) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    const url = await listening(server);
    for (let n = 0; n < 3; n += 1) assert.equal((await post(url))?.status, 200);
    assert.deepEqual([sockets.size, requests], [2, 4]);
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const WITHOUT_ANSWER: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
    ['closes at once', (socket) => socket.destroy(), /closed without an answer/],
    [
      'closes in the middle of the headers',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
      /closed without|failed/,
    ],
    ['says something else', (socket) => socket.end('220 mail.example.com ESMTP\r\n'), /the request failed \(HPE_/],
    ['says nothing', () => undefined, /no answer within 1 seconds/],
    ['says one header after another', drip, /no answer within 1 seconds/],
  ];
  for (const [name, behave, error] of WITHOUT_ANSWER) {
    it(`fails where the other side ${name}`, async () => {
      const sockets: Socket[] = [];
      const server = createTcpServer((socket) => {
        sockets.push(socket);
        socket.on('error', () => {});
        socket.once('data', () => behave(socket));
      });
      const url = await listening(server);
      const tried = await post(url);
      assert.match(tried?.error ?? '', error);
      assert.equal(tried?.status, undefined);
      for (const socket of sockets) socket.destroy();
      server.close();
    });
  }

  it('succeeds with a body that never ends, and keeps its first kilobyte', async () => {
    receiver.behaviour = (_received, response) => {
      response.write('x'.repeat(2_000));
    };
    const tried = await post();
    assert.deepEqual([tried?.status, tried?.body], [200, 'x'.repeat(1024)]);
    assert.ok((tried?.latency_ms ?? Infinity) < TIMEOUT_MS, 'what counts is when the answer began');
  });

  it('keeps no half of a character, and no NUL', async () => {
    receiver.behaviour = (_received, response) => void response.end(`\0${'a'.repeat(1022)}é`);
    assert.equal((await post())?.body, 'a'.repeat(1022));
  });

  it('tells why there is no connection', async () => {
    assert.equal((await post('http://127.0.0.1:9/'))?.error, 'the connection was refused');
    assert.match((await post('http://name.invalid/'))?.error ?? '', /^the host name/);
    assert.match((await post(receiver.url.replace('http:', 'https:')))?.error ?? '', /the request failed|closed/);
  });

  it('is nothing if it is ended from here', async () => {
    const end = new AbortController();
    receiver.behaviour = () => end.abort();
    assert.equal(await post(receiver.url, poster, end.signal), undefined);
  });

  it('goes to public addresses only, where that is the rule', async () => {
    receiver.behaviour = ok;
    const careful = new Poster(targetPolicy(false), new WrittenTime(machineClock), machineClock, TIMEOUT_MS);
    const before_count = receiver.received.length;
    for (const url of [receiver.url, receiver.url.replace('127.0.0.1', 'localhost'), 'http://[::ffff:127.0.0.1]:1/']) {
      assert.equal((await post(url, careful))?.error, 'the address is not on the public internet', url);
    }
    assert.equal(receiver.received.length, before_count);
    careful.close();
  });

  it('never goes to a link-local address, and shows nothing of the answer of a private one', async () => {
    receiver.behaviour = answering(500);
    const trusting = new Poster(targetPolicy(true), new WrittenTime(machineClock), machineClock, TIMEOUT_MS);
    for (const url of ['http://169.254.169.254/', 'http://[::ffff:a9fe:a9fe]/', 'http://[fe80::1]/']) {
      const { error, latency_ms = 0 } = (await post(url, trusting)) ?? {};
      assert.equal(error, 'events are never sent to link-local addresses and metadata services', url);
      assert.ok(latency_ms < TIMEOUT_MS);
    }
    for (const url of [receiver.url, receiver.url.replace('127.0.0.1', 'localhost')]) {
      const { at_ms: _at, latency_ms: _latency, ...rest } = (await post(url, trusting)) ?? {};
      assert.deepEqual(rest, { status: 500 }, url);
    }
    trusting.close();
  });
});

function drip(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n');
  const timer = setInterval(() => socket.write('X-More: 1\r\n'), 50);
  socket.once('close', () => clearInterval(timer));
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}/`;
}
