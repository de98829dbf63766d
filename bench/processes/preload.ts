/** Fills a store by handing the committer's own batches to it: the same rules and rows as over HTTP, without HTTP. */
import { performance } from 'node:perf_hooks';
import { commitBatch } from '../../src/app/batch.js';
import { machineClock } from '../../src/app/clock.js';
import { type LedgerLocation, openInline } from '../../src/app/ledger.js';
import { IdSource } from '../../src/core/kernel/ids.js';
import type { Store } from '../../src/store/port.js';
import { SAMPLE_SIZE, writeManifest } from '../manifest.js';
import {
  BETWEEN_PAYMENTS_MS,
  FIRST_PAYMENT_MS,
  makePayer,
  makePayment,
  type Payer,
  payerRows,
  payersFor,
  seededRandom,
} from '../payments.js';
import { answerMessages } from './answering.js';

export interface PreloadMessage {
  readonly location: LedgerLocation;
  readonly payments: number;
  readonly manifest_file: string;
}

/** One flush to disk for so many payments. */
const BATCH = 500;
const PROGRESS_EVERY_MS = 10_000;

async function preload({ location, payments, manifest_file }: PreloadMessage): Promise<object> {
  const began_ms = performance.now();
  const ledger = await openInline(location, machineClock);
  const scope = ledger.store.scopes.find(({ livemode }) => !livemode)?.scope;
  if (scope === undefined) throw new Error('the store has no test mode');
  const random = seededRandom(payments);
  const ids = new IdSource((count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256)));
  const payers = await storePayers(ledger.store, scope, payersFor(payments), ids, random);

  const records: string[] = [];
  const guaranteed: string[] = [];
  const keep_every = Math.max(1, Math.floor(payments / SAMPLE_SIZE));
  let shown_ms = performance.now();
  for (let first = 0; first < payments; first += BATCH) {
    const commands = Array.from({ length: Math.min(BATCH, payments - first) }, (_, offset) =>
      makePayment(first + offset, payers[Math.floor(random() * payers.length)] as Payer, scope, random),
    );
    const outcomes = await commitBatch(ledger.store, commands, FIRST_PAYMENT_MS + first * BETWEEN_PAYMENTS_MS, ids);
    outcomes.forEach((outcome, offset) => {
      if (outcome.status !== 'done') throw new Error(`a payment was not stored: ${JSON.stringify(outcome)}`);
      if ((first + offset) % keep_every !== 0 || records.length >= SAMPLE_SIZE) return;
      records.push(outcome.row.id);
      if (outcome.row.document.includes('"guaranteed":')) guaranteed.push(outcome.row.id);
    });
    if (performance.now() - shown_ms > PROGRESS_EVERY_MS) {
      shown_ms = performance.now();
      const rate = Math.round((first + BATCH) / ((shown_ms - began_ms) / 1000));
      process.stderr.write(`  stored ${first + BATCH} of ${payments} payments, ${rate}/s\n`);
    }
  }
  await ledger.close();
  const keep_payer = Math.max(1, Math.floor(payers.length / SAMPLE_SIZE));
  writeManifest(manifest_file, {
    payments,
    seconds_to_load: (performance.now() - began_ms) / 1000,
    customers: payers.filter((_, index) => index % keep_payer === 0).map(({ customer }) => customer.id),
    records,
    guaranteed,
  });
  return {};
}

async function storePayers(
  store: Store,
  scope: number,
  count: number,
  ids: IdSource,
  random: () => number,
): Promise<Payer[]> {
  const payers: Payer[] = [];
  while (payers.length < count) {
    const made = Array.from({ length: Math.min(BATCH, count - payers.length) }, (_, offset) =>
      makePayer(payers.length + offset, ids, random),
    );
    await store.commit({ ...payerRows(made, scope), replies: [], guards: [] });
    payers.push(...made);
  }
  return payers;
}

answerMessages<PreloadMessage>(preload);
