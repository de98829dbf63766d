/** Requests that nobody sends by accident: for each operation the same attacks, and what must hold after each. */
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { Operation } from '../../src/api/kernel/operation.js';
import { parameterRows } from '../../src/wire/parameters.js';
import { type Exchange, type ExchangeOptions, rawRequest } from './raw.js';

export interface Attack {
  readonly name: string;
  readonly bytes: string | Buffer;
  readonly options?: ExchangeOptions;
}

/** An answer, or the end of a hopeless connection, must come within this time. */
export const PATIENCE_MS = 10_000;

const INSIDES = /node_modules|\bdist\/|\/src\/|\.[jt]s:\d+|\n\s+at |SQLITE|sqlite|postgres|\bTypeError\b|undefined/;

/** Never a failure, never a hang; where there is an answer it is an envelope that shows nothing of the inside. */
export function checkExchange(name: string, exchange: Exchange): void {
  assert.notEqual(exchange.ended, 'timeout', `${name}: no answer within ${PATIENCE_MS} ms`);
  assert.ok(exchange.took_ms < PATIENCE_MS, `${name}: took ${exchange.took_ms} ms`);
  for (const { status, body, header } of exchange.answers) {
    assert.ok(status < 500, `${name}: ${status} ${body}`);
    assert.match(header('request-id') ?? '', /^req_/, name);
    assert.doesNotMatch(body, INSIDES, name);
    if (status === 200 && header('content-type')?.startsWith('text/csv;')) continue;
    assert.equal(header('content-type'), 'application/json', name);
    if (status === 200) continue;
    const { error } = JSON.parse(body) as { error?: { type?: unknown; message?: unknown; doc_url?: unknown } };
    assert.match(String(error?.doc_url), /^https?:\/\/.+\/docs\/error-codes#./, name);
    const is_decline = status === 402 && error?.type === 'card_error';
    const is_refusal = error?.type === 'invalid_request_error' || error?.type === 'idempotency_error';
    assert.ok(error !== undefined && (is_decline || is_refusal), `${name}: ${body}`);
    assert.ok(typeof error.message === 'string' && error.message.length < 3_000, `${name}: ${body}`);
  }
}

/** Whether the answer says that something was done; a decline is kept, with its charge. */
export function isEffective({ status }: { readonly status: number }): boolean {
  return status === 200 || status === 402;
}

/** A request of an operation with parameters, in the body or in the query as the method has it. */
export function requestOf({ method, path }: Operation, id: string, parameters: string, headers = ''): string {
  const target = path.replace(':id', id);
  const head = headers === '' ? '' : `\n${headers}`;
  if (method === 'POST') return rawRequest(`POST ${target}${head}\n\n${parameters}`);
  return rawRequest(`${method} ${target}${parameters === '' ? '' : `?${parameters}`}${head}`);
}

/** Attacks on what an operation makes of its input; those on the transport below it are `transportAttacks`. */
export function attacksOn(operation: Operation, id: string): Attack[] {
  const parameters = [...parameterAttacks(operation)].map(([name, text]) => ({
    name,
    bytes: Buffer.from(requestOf(operation, id, text), 'utf8'),
  }));
  return [...parameters, ...rawByteAttacks(operation, id), ...pathAttacks(operation)];
}

const NUMBERS = [
  '9'.repeat(400),
  '9007199254740993',
  '-9007199254740993',
  '1e999',
  'NaN',
  'Infinity',
  '0x10',
  '１',
  '-0',
  ' 1',
];

function* parameterAttacks(operation: Operation): Generator<[name: string, text: string]> {
  const rows = parameterRows(operation.parameters).map((row) => ({ ...row, name: row.name.replaceAll('[]', '[0]') }));
  const hashes = [
    '',
    ...rows.filter((row) => row.members !== undefined || row.type === 'metadata').map((row) => row.name),
  ];
  for (const hash of hashes) {
    const inner = (name: string) => (hash === '' ? name : `${hash}[${name}]`);
    yield [`__proto__ in '${hash}'`, `${inner('__proto__')}=1`];
    yield [`__proto__ as a hash in '${hash}'`, `${inner('__proto__')}[polluted]=1`];
    yield [`constructor in '${hash}'`, `${inner('constructor')}[prototype][polluted]=1`];
  }
  for (const { name } of rows) {
    yield [`NUL in ${name}`, `${name}=%00`];
    yield [`a lone surrogate in ${name}`, `${name}=%ED%A0%80`];
    yield [`no UTF-8 in ${name}`, `${name}=%ff%fe`];
    yield [`100 KB in ${name}`, `${name}=${'x'.repeat(operation.method === 'POST' ? 100_000 : 10_000)}`];
    yield [`a hash in ${name}`, `${name}[x][y]=1`];
    yield [`an array in ${name}`, `${name}[]=1&${name}[]=2`];
  }
  for (const { name, type } of rows) {
    if (type !== 'integer' && type !== 'timestamp' && type !== 'range') continue;
    for (const number of NUMBERS) yield [`${number.slice(0, 20)} in ${name}`, `${name}=${encodeURIComponent(number)}`];
  }
  const many = operation.method === 'POST' ? 10_000 : 1_000;
  yield ['very many parameters', Array.from({ length: many }, (_, index) => `a[${index}]=1`).join('&')];
  yield ['very many elements', 'expand[]=a&'.repeat(many)];
  yield ['100 levels', `a${'[b]'.repeat(100)}=1`];
  yield ['100 levels of arrays', `a${'[]'.repeat(100)}=1`];
  yield ['a long name', `${'k'.repeat(operation.method === 'POST' ? 100_000 : 10_000)}=1`];
  yield ['only separators', '&=&=&&&[]=&[=&]='];
  yield ['only percent signs', '%%%%'];
}

function rawByteAttacks(operation: Operation, id: string): Attack[] {
  if (operation.method !== 'POST') return [];
  const target = operation.path.replace(':id', id);
  const withBody = (name: string, body: Buffer, headers = ''): Attack => {
    const head = rawRequest(
      `POST ${target}\nContent-Length: ${body.length}\nContent-Type: application/x-www-form-urlencoded${headers}`,
    );
    return { name, bytes: Buffer.concat([Buffer.from(head), body]) };
  };
  return [
    withBody('raw bytes that are no UTF-8', Buffer.from([0x61, 0x3d, 0xff, 0xfe])),
    withBody('a raw lone surrogate', Buffer.from([0x61, 0x3d, 0xed, 0xa0, 0x80])),
    withBody('a raw NUL', Buffer.from([0x61, 0x3d, 0x00])),
    withBody('a compressed body', gzipSync('description=x'), '\nContent-Encoding: gzip'),
    withBody('a compressed body that is not announced', gzipSync('description=x')),
    withBody('2 MB', Buffer.alloc(2 * 1024 * 1024, 'a')),
  ];
}

/** Some of them wait until they are cut off, and all are met by the server before it looks for an operation. */
export function transportAttacks({ method, path }: Operation, id: string): Attack[] {
  const target = path.replace(':id', id);
  const send = (headers: string, body = 'foo=1', version = 'HTTP/1.1') =>
    rawRequest(`${method} ${target} ${version}\n${headers}\n\n${body}`);
  const chunked = 'Transfer-Encoding: chunked';
  return [
    { name: 'a body cut off', bytes: send('Content-Length: 500'), options: { half_close: true } },
    { name: 'a body that never comes', bytes: send('Content-Length: 500') },
    { name: 'a body longer than announced', bytes: send('Content-Length: 2') },
    { name: 'a negative length', bytes: send('Content-Length: -5') },
    { name: 'a length that is no number', bytes: send('Content-Length: five') },
    { name: 'two lengths', bytes: send('Content-Length: 5\nContent-Length: 6') },
    { name: 'a length beyond 2^64', bytes: send('Content-Length: 99999999999999999999999') },
    { name: '10 GB announced', bytes: send('Content-Length: 10000000000') },
    { name: 'a broken chunk', bytes: send(chunked, 'xyz\r\nfoo=1\r\n0\r\n\r\n') },
    { name: 'a huge chunk', bytes: send(chunked, 'ffffffffffffffff\r\nfoo=1\r\n0\r\n\r\n') },
    { name: 'chunks cut off', bytes: send(chunked, '5\r\nfoo=1'), options: { half_close: true } },
    { name: 'an endless chunk extension', bytes: send(chunked, `5;${'x'.repeat(30_000)}\r\nfoo=1\r\n0\r\n\r\n`) },
    { name: '2 MB in chunks', bytes: send(chunked, `200000\r\n${'a'.repeat(2 * 1024 * 1024)}\r\n0\r\n\r\n`) },
    { name: 'chunked, but not last', bytes: send('Transfer-Encoding: chunked, gzip', '0\r\n\r\n') },
    { name: 'length and chunks', bytes: send(`${chunked}\nContent-Length: 5`, '0\r\n\r\n') },
    { name: 'many headers', bytes: send('X-A: b\n'.repeat(1_500).trimEnd()) },
    { name: 'more headers than are read', bytes: send('X-A: b\n'.repeat(2_500).trimEnd()) },
    { name: 'long headers', bytes: send(`X-A: ${'b'.repeat(100_000)}`) },
    { name: 'a header without a name', bytes: send(': b') },
    { name: 'a header with NUL', bytes: send('X-A: \0') },
    { name: 'a folded header', bytes: send('X-A: a\n  b') },
    { name: 'a bare line feed', bytes: send('X-A: a').replaceAll('\r\n', '\n') },
    { name: 'no such version', bytes: send('X-A: a', '', 'HTTP/3.7') },
    { name: 'HTTP/0.9', bytes: `${method} ${target}\r\n`, options: { half_close: true } },
    { name: 'an unknown expectation', bytes: send('Expect: everything') },
    { name: 'an upgrade', bytes: send('Connection: upgrade\nUpgrade: websocket') },
    { name: 'a content type that is none', bytes: send('Content-Type: \u00ff/\u00ff') },
    { name: 'a multipart body', bytes: send('Content-Type: multipart/form-data; boundary=x', '--x--') },
    { name: 'a key of 8 KB', bytes: send(`Authorization: Bearer ${'k'.repeat(8_000)}`) },
    { name: 'credentials that are no base64', bytes: send('Authorization: Basic %%%\u00ff') },
    {
      name: 'a key with NUL in it',
      bytes: send(`Authorization: Basic ${Buffer.from('sk_test_\0\uffff:').toString('base64')}`),
    },
    { name: 'a version of 8 KB', bytes: send(`Stripe-Version: ${'9'.repeat(8_000)}`) },
    { name: 'an idempotency key of 8 KB', bytes: send(`Idempotency-Key: ${'k'.repeat(8_000)}`) },
    { name: 'an account with NUL', bytes: send(`Stripe-Account: \u00ff${'a'.repeat(2_000)}`) },
    { name: '20 in a row', bytes: rawRequest(`GET ${target}?limit=0`).repeat(20), options: { answers: 20 } },
    { name: 'one and then noise', bytes: `${rawRequest(`GET ${target}?limit=0`)}\0\0\0\0`, options: { answers: 2 } },
    { name: 'an absolute target', bytes: rawRequest(`${method} http://[${target}\n\nfoo=1`) },
  ];
}

function pathAttacks({ method, path }: Operation): Attack[] {
  const base = path.split(':id')[0] as string;
  const paths = [
    `${path.replace(':id', 'a%2Fb')}`,
    `${path.replace(':id', '..%2f..%2fetc%2fpasswd')}`,
    `${path.replace(':id', '%2e%2e')}`,
    `${path.replace(':id', '%00')}`,
    `${path.replace(':id', '%ff')}`,
    `${path.replace(':id', '%ED%A0%80')}`,
    `${path.replace(':id', '%zz')}`,
    `${path.replace(':id', "'%20OR%201=1--")}`,
    `${path.replace(':id', '__proto__')}`,
    `${path.replace(':id', 'constructor')}`,
    `${path.replace(':id', 'x'.repeat(999))}`,
    `${path.replace(':id', 'x'.repeat(5_000))}`,
    `${path.replace(':id', 'x'.repeat(100_000))}`,
    `${base}../../${base}`,
    `/${path}`,
    `${path.replaceAll('/', '//')}`,
    `${path};a=b`,
    `${path}#a`,
    `${path}%3Flimit=1`,
    `http://other.test${path}`,
    `ftp://other.test${path}`,
    'http://',
    '*',
    path.slice(1),
    `\u00e9${path}`,
  ];
  return paths.map((target) => ({
    name: `the target ${target.slice(0, 80)}`,
    bytes: Buffer.from(rawRequest(`${method} ${target}\n\nfoo=1`), 'latin1'),
  }));
}
