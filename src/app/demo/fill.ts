/** Fills the test account of an installation with payments to look at. */

import { IdSource } from '../../core/kernel/ids.js';
import type { Kind } from '../../core/kernel/kind.js';
import type { Store } from '../../store/port.js';
import { fingerprintWith } from '../fingerprint.js';
import { emptyAccount } from './account.js';
import { cast } from './casting.js';
import { Chance } from './chance.js';
import { DAY_MS, paymentTimes } from './rhythm.js';
import { StagedWriter } from './staged_writer.js';
import { play } from './timeline.js';
import { World } from './world.js';

export interface DemoRequest {
  readonly seed: number;
  readonly payments: number;
  readonly days: number;
  /** Unix milliseconds, the beginning of an hour: nothing is later. */
  readonly end_ms: number;
  readonly api_version: string;
}

export interface DemoSummary {
  /** How many payments are in each state. */
  readonly states: ReadonlyMap<string, number>;
  readonly objects: ReadonlyMap<Kind, number>;
  readonly events: number;
}

export async function fillWithDemo(
  store: Store,
  request: DemoRequest,
  onProgress: (payments: number) => void = () => {},
): Promise<DemoSummary> {
  const { seed, payments, days, end_ms, api_version } = request;
  const { scope } = await emptyAccount(store, end_ms - days * DAY_MS);
  const chance = new Chance(seed);
  const world = new World(chance, fingerprintWith(store.fingerprint_key));
  const times = paymentTimes(chance, payments, days, end_ms);
  const scenes = cast(chance, times, end_ms).map((story, index) => {
    const at_ms = times[index] as number;
    return { at_ms, begin: () => story(world, at_ms) };
  });
  const writer = new StagedWriter(store);
  // A chance of their own: how many characters ids draw must not decide what is paid.
  const id_chance = new Chance(seed + 1);
  const ids = new IdSource((count) => id_chance.bytes(count));
  await play(scenes, { writer, ids, scope, api_version, end_ms }, onProgress);
  return summaryOf(writer);
}

const SHOWN = [
  'customer',
  'payment_intent',
  'refund',
  'payment_record_refund',
  'dispute',
  'early_fraud_warning',
] as const;

function summaryOf(writer: StagedWriter): DemoSummary {
  const states = new Map<string, number>();
  for (const { columns } of writer.rows('payment_record').values()) {
    const state = String(columns['state']);
    states.set(state, (states.get(state) ?? 0) + 1);
  }
  return {
    states,
    objects: new Map(SHOWN.map((kind) => [kind, writer.rows(kind).size])),
    events: writer.events,
  };
}
