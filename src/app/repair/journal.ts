/** The journal itself is only looked at; the indexes made of it get what they lack. */
import type { ScopeHead } from '../../store/port.js';
import type { OnProgress } from '../../store/progress.js';
import type { Repairer } from '../../store/repair_port.js';
import { ChainCheck } from '../verify/chain.js';
import { Findings, type PublishedHead, type Verification } from '../verify/findings.js';
import { journalIndexEntries } from '../verify/index_entries.js';
import { JournalOrder } from '../verify/journal_order.js';
import { journalBatches } from '../verify/stream.js';
import type { Repair, Repairs } from './repairs.js';

export interface JournalState {
  /** How many differences the journal itself has. */
  readonly differences: number;
  readonly entries: number;
  /** How many entries its indexes must have, and whether they lack any of those. */
  readonly expected: { readonly journal_objects: number; readonly event_types: number };
  readonly is_indexed: boolean;
}

export async function checkJournal(
  repairer: Repairer,
  repairs: Repairs,
  published: readonly PublishedHead[],
  onProgress: OnProgress,
): Promise<JournalState> {
  const findings = new Findings();
  const heads = new Map((await repairer.heads()).map((head) => [head.scope, head]));
  const verification: Verification = { findings, heads, published, onProgress: () => {} };
  const [order, chain] = [new JournalOrder(verification), new ChainCheck(verification)];
  const expected = { journal_objects: 0, event_types: 0 };
  const { journal: total } = await repairer.counts();
  let entries = 0;
  let is_indexed = true;
  for await (const batch of journalBatches(repairer)) {
    for (const entry of batch) {
      order.entry(entry);
      chain.entry(entry);
      expected.journal_objects += entry.changes.length;
      expected.event_types += entry.events.length;
    }
    const missing = await repairer.missingFromIndexes(batch.flatMap(journalIndexEntries));
    is_indexed &&= missing.length === 0;
    entries += batch.length;
    onProgress('Repairing: looking at the journal', entries, total);
  }
  chain.end();
  // The head of a damaged journal says what is lost, so it is left as it is.
  if (findings.count === 0) await repairScopes(repairer, repairs, heads.values(), order);
  return { differences: findings.count, entries, expected, is_indexed };
}

/** Numbers of events and times are not in the chain: they follow from counting. */
async function repairScopes(
  repairer: Repairer,
  repairs: Repairs,
  heads: Iterable<ScopeHead>,
  order: JournalOrder,
): Promise<void> {
  for (const { scope, last_event, last_at_ms } of heads) {
    const end = order.endOf(scope);
    if (last_event === end.last_event && last_at_ms >= end.at_ms) continue;
    await repairer.setScope(scope, end.last_event, Math.max(last_at_ms, end.at_ms));
    repairs.done('scopes', 'set to the end of the journal', 1);
  }
}

/** A journal that cannot be trusted may name a version twice: what is known of where it stands is left then. */
export async function repairJournalIndexes(
  { repairer, repairs, journal_is_whole, onProgress }: Repair,
  total: number,
): Promise<void> {
  let entries = 0;
  for await (const batch of journalBatches(repairer)) {
    const missing = await repairer.missingFromIndexes(batch.flatMap(journalIndexEntries));
    if (missing.length > 0) await repairer.changeIndexes({ added: missing, replaces: journal_is_whole });
    const left = new Set(journal_is_whole ? [] : await repairer.missingFromIndexes(missing));
    const added = missing.filter((entry) => !left.has(entry));
    for (const index of ['journal_objects', 'event_types'] as const) {
      repairs.done(index, 'added', added.filter((entry) => entry.index === index).length);
    }
    entries += batch.length;
    onProgress('Repairing: indexes of the journal', entries, total);
  }
}
