/** How long others wait while tables are downloaded, everything is searched and many streams are followed. */
import { setTimeout as pause } from 'node:timers/promises';
import { Child, type Usage } from './children.js';
import { BENCH_KEY } from './operations.js';
import type { EngineName } from './options.js';
import type { Started } from './processes/daybook.js';
import type { Begin, Done } from './processes/long_reads.js';
import { percentile } from './statistics.js';
import type { PreloadedStore } from './stores.js';

export interface LongReadsReport extends Done {
  readonly engine: EngineName;
  readonly payments: number;
  readonly seconds: number;
  /** By what was asked beside them. */
  readonly alone: Waits;
  readonly beside: Waits;
  readonly most_megabytes: number;
}

export type Waits = Readonly<Record<keyof typeof PROBES, Wait>>;

interface Wait {
  readonly count: number;
  readonly median_ms: number;
  readonly p99_ms: number;
  readonly longest_ms: number;
}

const LOAD = { exports: 8, scans: 4, streams: 200 };
const ALONE_MS = 3_000;
const SETTLE_MS = 2_000;
const ASK_EVERY_MS = 10;

/** Requests as a shop sends them; `id` is of a payment. */
const PROBES = {
  retrieve: (id: string) => ({ method: 'GET', path: `/v1/payment_records/${id}` }),
  list: () => ({ method: 'GET', path: '/v1/payment_records?limit=10' }),
  create: () => ({ method: 'POST', path: '/v1/customers', body: 'name=Jo' }),
} as const satisfies Record<string, (id: string) => { method: string; path: string; body?: string }>;

export async function measureLongReads(
  engine: EngineName,
  { location, manifest }: PreloadedStore,
  seconds: number,
): Promise<LongReadsReport> {
  const daybook = Child.start('daybook', undefined);
  const load = Child.start('long_reads', undefined);
  try {
    const { port } = await daybook.ask<Started>({ start: location });
    await probe(port, manifest.records, SETTLE_MS);
    const alone = await probe(port, manifest.records, ALONE_MS);
    await load.ask({ port, ...LOAD } satisfies Begin);
    await pause(SETTLE_MS);
    let most_megabytes = 0;
    const looking = setInterval(async () => {
      const { rss_megabytes } = await daybook.ask<Usage>({ usage: true });
      most_megabytes = Math.max(most_megabytes, rss_megabytes);
    }, 500);
    const beside = await probe(port, manifest.records, seconds * 1000);
    clearInterval(looking);
    const done = await load.ask<Done>({ usage: true });
    return { engine, payments: manifest.payments, seconds, alone, beside, most_megabytes, ...done };
  } finally {
    await load.stop();
    await daybook.stop();
  }
}

async function probe(port: number, ids: readonly string[], for_ms: number): Promise<Waits> {
  const end_ms = performance.now() + for_ms;
  const kinds = Object.keys(PROBES) as (keyof typeof PROBES)[];
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const waits: number[] = [];
      for (let turn = 0; performance.now() < end_ms; turn += 1) {
        const began_ms = performance.now();
        await ask(port, PROBES[kind](ids[(turn * 7919) % ids.length] ?? ''));
        waits.push(performance.now() - began_ms);
        await pause(ASK_EVERY_MS);
      }
      return [kind, waitOf(waits)] as const;
    }),
  );
  return Object.fromEntries(found) as Waits;
}

async function ask(port: number, { method, path, body }: { method: string; path: string; body?: string }) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { Authorization: `Bearer ${BENCH_KEY}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status} ${text}`);
}

function waitOf(waits: readonly number[]): Wait {
  const sorted = Float64Array.from(waits).sort();
  return {
    count: sorted.length,
    median_ms: percentile(sorted, 0.5),
    p99_ms: percentile(sorted, 0.99),
    longest_ms: sorted.at(-1) ?? Number.NaN,
  };
}
