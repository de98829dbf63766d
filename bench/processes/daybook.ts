/** Daybook as it is served, in a process of its own. */
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { LedgerLocation } from '../../src/app/ledger.js';
import { type Running, start } from '../../src/cli/start.js';
import { BENCH_KEY } from '../operations.js';
import { answerMessages, usage } from './answering.js';

export type DaybookMessage = { readonly start: LedgerLocation } | { readonly usage: true };

export interface Started {
  readonly port: number;
  /** From the start of the process until it listens, and of that the time to open the store and to listen. */
  readonly start_ms: number;
  readonly open_ms: number;
}

let running: Running | undefined;

async function startDaybook(location: LedgerLocation): Promise<Started> {
  const began_ms = performance.now();
  running = await start({
    host: '127.0.0.1',
    port: 0,
    ...location,
    test_secret_key: BENCH_KEY,
    live_secret_key: undefined,
    public_url: undefined,
    log_level: 'error',
    rate_limit_test: 0,
    rate_limit_live: 0,
    request_log_days: 30,
  });
  const now_ms = performance.now();
  return { port: Number(new URL(running.address).port), start_ms: now_ms, open_ms: now_ms - began_ms };
}

// The writer's thread is handed one array a batch; counting them here leaves the product alone.
let commands = 0;
let batches = 0;
const postMessage = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (this: Worker, ...given: Parameters<typeof postMessage>) {
  if (Array.isArray(given[0])) {
    commands += given[0].length;
    batches += 1;
  }
  return postMessage.apply(this, given);
} as typeof postMessage;

answerMessages<DaybookMessage>(
  (message) => ('start' in message ? startDaybook(message.start) : { ...usage(), commands, batches }),
  () => running?.close(),
);
