/**
 * Verification: everything that is stored is derived from the journal again and compared.
 *
 * Memory is bounded: tables are read in batches, in the order of an index, and what belongs together is compared while
 * both sides are at hand. That an index beside the tables holds nothing stray follows from counting: everything that
 * should be in it was looked up, and it holds no more than that. The whole walk sees one moment (Store.snapshot), so
 * that it can be made while a server writes.
 */
import type { IndexEntry, Inspector } from '../store/port.js';
import { attempt, Findings, type OnProgress, type PublishedHead, type Verification } from './verify/findings.js';
import { verifyJournal } from './verify/journal.js';
import { verifyObjects } from './verify/objects.js';
import { verifyPayments } from './verify/payments.js';

export interface Verdict {
  readonly entries: number;
  readonly events: number;
  readonly objects: number;
  readonly differences: number;
  /** One for each difference, at most a hundred. */
  readonly lines: readonly string[];
}

export interface VerifyOptions {
  readonly onProgress?: OnProgress;
  /** Heads of the journal that somebody has kept, which must be in it. */
  readonly published?: readonly PublishedHead[];
}

export async function verify(inspector: Inspector, options: VerifyOptions = {}): Promise<Verdict> {
  const { onProgress = () => {}, published = [] } = options;
  const findings = new Findings();
  const counts = await attempt('counts', findings, () => inspector.counts());
  const scopes = await attempt('scopes', findings, () => inspector.heads());
  const heads = new Map(scopes?.map((head) => [head.scope, head]));
  const verification: Verification = { findings, heads, published, onProgress };

  const journal = await attempt('journal', findings, () =>
    verifyJournal(inspector, verification, counts?.journal ?? 0),
  );
  const stored = await verifyObjects(inspector, verification, counts?.rows ?? 0);
  await verifyPayments(inspector, verification, stored.objects);
  await attempt('engine', findings, async () => {
    onProgress('engine', 0, 1);
    for (const line of await inspector.integrity()) findings.found(`${line} (the database's own check)`);
  });

  const expected = {
    journal_objects: journal?.changes,
    event_types: journal?.events,
    metadata_index: stored.metadata,
  } satisfies Record<IndexEntry['index'], number | undefined>;
  for (const index of Object.keys(expected) as IndexEntry['index'][]) {
    const [there, should] = [counts?.indexes[index], expected[index]];
    if (there === undefined || should === undefined || there === should) continue;
    findings.found(`${index}: holds ${there} entries, but there should be ${should}`);
  }
  return {
    entries: journal?.entries ?? 0,
    events: journal?.events ?? 0,
    objects: [...stored.objects.values()].reduce((sum, count) => sum + count, 0),
    differences: findings.count,
    lines: findings.lines,
  };
}
