/** How long others wait, and how much memory it takes, while large bodies of digits are refused. */
import { setTimeout as pause } from 'node:timers/promises';
import { Child, SERVER_CORE, type Usage } from './children.js';
import { BENCH_KEY } from './operations.js';
import type { EngineName } from './options.js';
import type { Started } from './processes/daybook.js';
import type { PreloadedStore } from './stores.js';

export interface BodiesReport {
  readonly engine: EngineName;
  readonly bodies: number;
  readonly seconds: number;
  /** Of the small requests beside them. */
  readonly longest_wait_ms: number;
  readonly before_megabytes: number;
  readonly most_megabytes: number;
}

const BODY_BYTES = 1024 * 1024;
const CONNECTIONS = 16;
const LOOK_EVERY_MS = 20;
/** For the log of requests, which is written later. */
const AFTERWARDS_MS = 3_000;
/** The first ones take longer, since code is compiled. */
const WARM_UP = 5;

export async function measureBodies(
  engine: EngineName,
  { location }: PreloadedStore,
  bodies: number,
): Promise<BodiesReport> {
  const daybook = Child.start('daybook', SERVER_CORE);
  try {
    const { port } = await daybook.ask<Started>({ start: location });
    const large = `unknown=${'1'.repeat(BODY_BYTES - 8)}`;
    for (let sent = 0; sent < WARM_UP; sent += 1) await ask(port, large);
    await pause(AFTERWARDS_MS);
    const { rss_megabytes: before_megabytes } = await daybook.ask<Usage>({ usage: true });
    let [most_megabytes, longest_wait_ms, is_over] = [before_megabytes, 0, false];
    const look = async (): Promise<void> => {
      while (!is_over) {
        const began_ms = performance.now();
        await ask(port, 'unknown=1');
        longest_wait_ms = Math.max(longest_wait_ms, performance.now() - began_ms);
        most_megabytes = Math.max(most_megabytes, (await daybook.ask<Usage>({ usage: true })).rss_megabytes);
        await pause(LOOK_EVERY_MS);
      }
    };
    const looking = look();
    const began_ms = performance.now();
    let sent = 0;
    const send = async (): Promise<void> => {
      while (sent < bodies) {
        sent += 1;
        await ask(port, large);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, send));
    const seconds = (performance.now() - began_ms) / 1000;
    await pause(AFTERWARDS_MS);
    is_over = true;
    await looking;
    return { engine, bodies, seconds, longest_wait_ms, before_megabytes, most_megabytes };
  } finally {
    await daybook.stop();
  }
}

async function ask(port: number, body: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/customers`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${BENCH_KEY}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  });
  const text = await response.text();
  if (response.status !== 400) throw new Error(`a body that had to be refused: ${response.status} ${text}`);
}
