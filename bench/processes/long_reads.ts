/** Clients of everything that takes long: tables, scans and streams of events, until they are told to stop. */
import { setMaxListeners } from 'node:events';
import http from 'node:http';
import { BENCH_KEY } from '../operations.js';
import { answerMessages, usage } from './answering.js';

export interface Begin {
  readonly port: number;
  readonly exports: number;
  readonly scans: number;
  readonly streams: number;
}

export interface Done {
  readonly table_megabytes: number;
  readonly scans: number;
  readonly stream_megabytes: number;
}

/** Both read every payment, and find none. */
const SCANS = [
  '/v1/payment_records?currency=xof&amount%5Bgt%5D=1',
  `/v1/payment_records/search?query=${encodeURIComponent('metadata["none"]~"nothing"')}`,
];

const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const ended = new AbortController();
setMaxListeners(0, ended.signal);
const done = { table_bytes: 0, scans: 0, stream_bytes: 0 };

/** Reads an answer to its end, unless only a part is wanted: then it is left where it is. */
function read(port: number, path: string, goesOn: (bytes: number) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${BENCH_KEY}` };
    const sent = http.get({ port, path, headers, agent, signal: ended.signal }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`));
      response.on('data', (chunk: Buffer) => {
        if (!goesOn(chunk.length)) response.pause();
      });
      response.on('end', resolve);
      response.on('error', reject);
    });
    sent.on('error', reject);
  });
}

const counted = (what: 'table_bytes' | 'stream_bytes', goes_on: boolean) => (bytes: number) => {
  done[what] += bytes;
  return goes_on;
};

async function repeat(work: () => Promise<void>): Promise<void> {
  while (!ended.signal.aborted) await work();
}

function begin({ port, exports: tables, scans, streams }: Begin): object {
  const running = [
    ...Array.from({ length: tables }, () =>
      repeat(() => read(port, '/v1/payment_records.csv', counted('table_bytes', true))),
    ),
    ...Array.from({ length: scans }, (_, index) =>
      repeat(async () => {
        await read(port, SCANS[index % SCANS.length] ?? '', () => true);
        done.scans += 1;
      }),
    ),
    // Half of them are read from the first event on, the others never after their first bytes.
    ...Array.from({ length: streams }, (_, index) =>
      read(port, '/v1/events/stream?after=0', counted('stream_bytes', index % 2 === 0)),
    ),
  ];
  for (const each of running) {
    each.catch((error) => {
      if (!ended.signal.aborted) console.error(error);
    });
  }
  return {};
}

answerMessages<Begin | { readonly usage: true }>(
  (message) =>
    'port' in message
      ? begin(message)
      : {
          ...usage(),
          table_megabytes: done.table_bytes / 1e6,
          scans: done.scans,
          stream_megabytes: done.stream_bytes / 1e6,
        },
  () => {
    ended.abort();
    agent.destroy();
  },
);
