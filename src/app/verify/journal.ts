/**
 * The walk through the journal: its order, its numbers, the indexes made of it, and whether its last version of every
 * object is the stored one. A batch is compared with the rows of the objects it changed, so nothing is kept in memory
 * from one batch to the next but the heads of the scopes.
 */
import type { Kind } from '../../core/kernel/kind.js';
import { KINDS } from '../../core/kinds.js';
import { violations } from '../../core/payments/payment_record/amounts.js';
import { processedViolations } from '../../core/payments/payment_record/processed.js';
import type { PaymentAttemptRecord, PaymentRecord } from '../../core/payments/payment_record/types.js';
import type { IndexEntry, InspectedEntry, InspectedRow, Inspector, StoredRow } from '../../store/port.js';
import { ChainCheck } from './chain.js';
import { modeOf, type Verification } from './findings.js';
import { journalIndexEntries } from './index_entries.js';
import { JournalOrder } from './journal_order.js';
import { idsByScope, journalBatches } from './stream.js';

export async function verifyJournal(
  inspector: Inspector,
  verification: Verification,
  total: number,
): Promise<{ readonly entries: number; readonly events: number; readonly changes: number }> {
  const walk = new JournalWalk(inspector, verification);
  let entries = 0;
  for await (const batch of journalBatches(inspector)) {
    await walk.batch(batch);
    entries += batch.length;
    verification.onProgress('journal', entries, total);
  }
  walk.end();
  return { entries, events: walk.events, changes: walk.changes };
}

class JournalWalk {
  readonly #inspector: Inspector;
  readonly #verification: Verification;
  readonly #order: JournalOrder;
  readonly #chain: ChainCheck;
  changes = 0;
  events = 0;

  constructor(inspector: Inspector, verification: Verification) {
    this.#inspector = inspector;
    this.#verification = verification;
    this.#order = new JournalOrder(verification);
    this.#chain = new ChainCheck(verification);
  }

  async batch(entries: readonly InspectedEntry[]): Promise<void> {
    const expected: IndexEntry[] = [];
    for (const entry of entries) {
      this.#order.entry(entry);
      this.#chain.entry(entry);
      this.changes += entry.changes.length;
      this.events += entry.events.length;
      expected.push(...journalIndexEntries(entry));
      for (const change of entry.changes) this.#money(entry, change);
    }
    for (const missing of await this.#inspector.missingFromIndexes(expected)) this.#missing(missing);
    await this.#compare(entries);
  }

  #money(entry: InspectedEntry, change: StoredRow): void {
    if (change.kind !== 'payment_record' && change.kind !== 'payment_attempt_record') return;
    for (const violation of violationsOf(change.document))
      this.#at(entry, `holds ${change.id} version ${change.version}: ${violation}`);
  }

  /** Every change against the row as it is now: the row may be ahead of it, never behind. */
  async #compare(entries: readonly InspectedEntry[]): Promise<void> {
    const rows = await this.#rowsOf(entries);
    for (const entry of entries) {
      for (const change of entry.changes) {
        const row = rows.get(`${entry.scope}/${change.kind}/${change.id}`);
        if (row === undefined) {
          this.#about(entry, change, `version ${change.version} is in the journal, but the object is not stored`);
        } else if (row.version < change.version) {
          this.#about(
            entry,
            change,
            `is stored at version ${row.version}, but the journal has version ${change.version}`,
          );
        } else if (row.version === change.version && !isOfVersion(row, change)) {
          this.#about(entry, change, `its document is not that of version ${change.version} in the journal`);
        }
      }
    }
  }

  async #rowsOf(entries: readonly InspectedEntry[]): Promise<Map<string, InspectedRow>> {
    const by_kind = new Map<Kind, { scope: number; id: string }[]>();
    for (const entry of entries) {
      for (const { kind, id } of entry.changes) {
        if (!(kind in KINDS)) {
          this.#at(entry, `holds ${id}, of the unknown kind ${kind}`);
          continue;
        }
        by_kind.set(kind, [...(by_kind.get(kind) ?? []), { scope: entry.scope, id }]);
      }
    }
    const rows = new Map<string, InspectedRow>();
    for (const [kind, objects] of by_kind) {
      for (const [scope, ids] of idsByScope(objects)) {
        for (const row of await this.#inspector.rowsWithIds(kind, scope, ids))
          rows.set(`${scope}/${kind}/${row.id}`, row);
      }
    }
    return rows;
  }

  end(): void {
    this.#chain.end();
    this.#order.end();
  }

  #missing(entry: IndexEntry): void {
    const mode = modeOf(this.#verification, entry.scope);
    if (entry.index === 'journal_objects') {
      const { id, version, position } = entry;
      this.#found(`journal_objects (${mode}): lacks ${id} version ${version} at journal entry ${position}`);
    } else if (entry.index === 'event_types') {
      this.#found(`event_types (${mode}): lacks event ${entry.number}, ${entry.type}`);
    }
  }

  #about({ scope, position }: InspectedEntry, { kind, id }: StoredRow, problem: string): void {
    this.#found(`${kind} ${id} (${modeOf(this.#verification, scope)}): ${problem} (journal entry ${position})`);
  }

  #at({ scope, position }: InspectedEntry, problem: string): void {
    this.#found(`journal entry ${position} (${modeOf(this.#verification, scope)}): ${problem}`);
  }

  #found(line: string): void {
    this.#verification.findings.found(line);
  }
}

/** What migration 7 added to the records that were there: a version of before that is in the journal without it. */
const ADDED_TIMES = /,"happened":\d+(,"outcome_happened":\d+)?\}$/;

function isOfVersion({ kind, document }: StoredRow, change: StoredRow): boolean {
  if (document === change.document) return true;
  return kind === 'payment_record' && document.replace(ADDED_TIMES, '}') === change.document;
}

function violationsOf(document: string): readonly string[] {
  try {
    const { amounts, reported_by } = JSON.parse(document) as PaymentRecord | PaymentAttemptRecord;
    return reported_by === 'self' ? violations(amounts) : processedViolations(amounts);
  } catch {
    return ['it has no amounts'];
  }
}
