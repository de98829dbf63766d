/**
 * The walk through the journal: its order, its numbers, the indexes made of it, and whether its last version of every
 * object is the stored one. A batch is compared with the rows of the objects it changed, so nothing is kept in memory
 * from one batch to the next but the heads of the scopes.
 */
import { KINDS, type Kind } from '../../core/kinds.js';
import { violations } from '../../core/payment_record/amounts.js';
import { processedViolations } from '../../core/payment_record/processed.js';
import type { PaymentAttemptRecord, PaymentRecord } from '../../core/payment_record/types.js';
import type { IndexEntry, InspectedEntry, InspectedRow, Inspector, StoredRow } from '../../store/port.js';
import { ChainCheck } from './chain.js';
import { modeOf, type Verification } from './findings.js';
import { idsByScope, journalBatches } from './stream.js';

interface Head {
  last_event: number;
  at_ms: number;
}

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
  readonly #heads = new Map<number, Head>();
  readonly #chain: ChainCheck;
  #position = -1;
  changes = 0;
  events = 0;

  constructor(inspector: Inspector, verification: Verification) {
    this.#inspector = inspector;
    this.#verification = verification;
    this.#chain = new ChainCheck(verification);
  }

  async batch(entries: readonly InspectedEntry[]): Promise<void> {
    const expected: IndexEntry[] = [];
    for (const entry of entries) {
      this.#order(entry);
      this.#chain.entry(entry);
      expected.push(...indexEntries(entry));
      for (const change of entry.changes) this.#money(entry, change);
    }
    for (const missing of await this.#inspector.missingFromIndexes(expected)) this.#missing(missing);
    await this.#compare(entries);
  }

  /** Positions rise, time does not run backwards, and events are numbered without gaps. */
  #order(entry: InspectedEntry): void {
    const { scope, position, at_ms, first_event, event_count, events, changes } = entry;
    const head = this.#heads.get(scope) ?? { last_event: 0, at_ms: 0 };
    this.#heads.set(scope, head);
    if (position <= this.#position) this.#at(entry, `stands after entry ${this.#position}`);
    if (!this.#verification.heads.has(scope)) this.#at(entry, `belongs to scope ${scope}, which does not exist`);
    if (at_ms < head.at_ms) this.#at(entry, `is of ${at_ms}, before the entry before it (${head.at_ms})`);
    if (first_event !== head.last_event + 1) {
      this.#at(entry, `begins with event ${first_event}, but event ${head.last_event + 1} is next`);
    }
    if (entry.unreadable !== undefined) this.#at(entry, `cannot be read: ${entry.unreadable}`);
    else if (event_count !== events.length) this.#at(entry, `counts ${event_count} events, but holds ${events.length}`);
    for (const event of events) {
      if (changes[event.change] === undefined) this.#at(entry, `has an event ${event.type} that shows nothing`);
    }
    this.#position = position;
    // What the entry says counts on: one gap should be told once, not again with every entry that follows.
    head.last_event = first_event + event_count - 1;
    head.at_ms = Math.max(head.at_ms, at_ms);
    this.changes += changes.length;
    this.events += events.length;
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

  /** The heads of the scopes say where the journal ends. */
  end(): void {
    this.#chain.end();
    for (const [scope, { last_event, last_at_ms }] of this.#verification.heads) {
      const head = this.#heads.get(scope) ?? { last_event: 0, at_ms: 0 };
      const mode = modeOf(this.#verification, scope);
      if (last_event !== head.last_event) {
        this.#found(
          `scope ${scope} (${mode}): its last event is ${last_event}, but the journal ends with ${head.last_event}`,
        );
      }
      if (last_at_ms < head.at_ms) {
        this.#found(`scope ${scope} (${mode}): its time is ${last_at_ms}, but the journal ends at ${head.at_ms}`);
      }
    }
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

function indexEntries({ scope, position, first_event, changes, events }: InspectedEntry): IndexEntry[] {
  return [
    ...changes.map(({ id, version }): IndexEntry => ({ index: 'journal_objects', scope, id, version, position })),
    ...events.map(
      ({ type }, index): IndexEntry => ({ index: 'event_types', scope, type, number: first_event + index }),
    ),
  ];
}
