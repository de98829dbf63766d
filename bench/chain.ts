/** What it costs to put commits into the chain of the journal: CPU for each, of bodies as payments have them. */
import { randomBytes } from 'node:crypto';
import { commitBatch } from '../src/app/batch.js';
import { IdSource } from '../src/core/kernel/ids.js';
import { ChainLink, hashedText } from '../src/store/chain.js';
import { encodeBody } from '../src/store/journal_body.js';
import type { JournalEntryDraft, WriteBatch, Writer } from '../src/store/port.js';
import { FIRST_PAYMENT_MS, makePayer, makePayment, payerRows, seededRandom } from './payments.js';
import { median } from './statistics.js';

const COMMITS = 20_000;
const ROUNDS = 5;
const SCOPE = 1;
/** How many entries the commits of a busy server hold. */
const ENTRIES_A_COMMIT = [1, 32] as const;

export interface ChainCell {
  readonly what: string;
  /** Of the text that is hashed. */
  readonly body_bytes: number;
  readonly entries: number;
  /** Microseconds of CPU. */
  readonly commit_us: number;
}

export async function measureChain(): Promise<ChainCell[]> {
  const entry = await reported();
  const body = encodeBody(entry);
  const bodies = { 'a reported payment': body, 'as much as a confirmed payment writes': body.repeat(3) };
  return Object.entries(bodies).flatMap(([what, text]) =>
    ENTRIES_A_COMMIT.map((entries) => {
      const rounds = Array.from({ length: ROUNDS }, () => chain(entry, text, entries));
      return { what, body_bytes: Buffer.byteLength(text), entries, commit_us: median(rounds) };
    }),
  );
}

/** What a report writes to the journal, decided as it always is and kept from the store. */
async function reported(): Promise<JournalEntryDraft> {
  const ids = new IdSource(randomBytes);
  const random = seededRandom(1);
  const payer = makePayer(1, ids, random);
  const [known] = payerRows([payer], SCOPE).entries;
  let written: WriteBatch | undefined;
  const writer: Writer = {
    prefetch: async ({ references, reply_keys }) => ({
      rows: references.map(
        ({ reference }) => known?.changes.filter(({ id }) => 'id' in reference && id === reference.id) ?? [],
      ),
      replies: reply_keys.map(() => undefined),
    }),
    commit: async (batch) => {
      written = batch;
    },
    pruneReplies: async () => 0,
    latestTime: async () => 0,
  };
  const command = makePayment(1, payer, SCOPE, random);
  const [outcome] = await commitBatch(writer, [command], FIRST_PAYMENT_MS, ids);
  const entry = written?.entries[0];
  if (entry === undefined) throw new Error(`nothing was written: ${JSON.stringify(outcome)}`);
  return entry;
}

/** Microseconds of CPU that one commit takes. */
function chain(entry: JournalEntryDraft, body: string, entries: number): number {
  let head = '';
  const commits = Math.ceil(COMMITS / entries);
  const before = process.cpuUsage();
  for (let commit = 0; commit < commits; commit += 1) {
    const link = new ChainLink(head, SCOPE);
    for (let index = 0; index < entries; index += 1) link.add(hashedText(entry, body), 1_767_225_600_000 + commit);
    head = link.hash();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / commits;
}
