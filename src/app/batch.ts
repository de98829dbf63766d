/** One batch of commands: read, decide each in order, write everything in one transaction. */

import { dueAt } from '../core/clockwork/due.js';
import { COMMANDS } from '../core/commands.js';
import { withoutCardNumbers } from '../core/kernel/card_number/refused.js';
import type { Change, Command, Context, Decision } from '../core/kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../core/kernel/errors.js';
import type { IdSource } from '../core/kernel/ids.js';
import type { Document, Kind } from '../core/kernel/kind.js';
import { columnsOf, prefixOf, searchableMetadata } from '../core/kinds.js';
import type { Scope } from '../store/page.js';
import type {
  Guard,
  JournalEntryDraft,
  MetadataChange,
  ReplyWrite,
  RowWrite,
  StoredReply,
  StoredRow,
  WriteBatch,
  Writer,
} from '../store/port.js';
import type { CommandEnvelope, Outcome } from './command_envelope.js';
import { ReadVersions } from './read_versions.js';
import { WorkingSet } from './working_set.js';

/** No rule follows more references than this from object to object. */
const MAXIMUM_ROUNDS = 12;

/**
 * Decides and writes a batch. Throws ConflictError where somebody else wrote in between; nothing is written then. That
 * goes for refusals too: what is refused is refused for a state that there was.
 */
export async function commitBatch(
  writer: Writer,
  commands: readonly CommandEnvelope[],
  at_ms: number,
  ids: IdSource,
): Promise<Outcome[]> {
  const batch = new Batch(at_ms, ids);
  const versions = new ReadVersions();
  const outcomes = new Map<CommandEnvelope, Outcome>();
  for (const command of commands) batch.want(command);
  let waiting = commands;
  let rounds = 0;
  while (waiting.length > 0) {
    if (rounds === MAXIMUM_ROUNDS) throw new Error(`a rule asked for more than ${MAXIMUM_ROUNDS} rounds of reads`);
    const wanted = batch.set.takeWanted();
    if (wanted !== undefined) {
      const found = await writer.prefetch(wanted);
      batch.set.load(wanted, found);
      versions.note(wanted, found);
    }
    let held_up = false;
    const left = waiting.filter((command) => {
      if (held_up) batch.lookAhead(command);
      else {
        const outcome = batch.decide(command);
        if (outcome !== undefined) outcomes.set(command, outcome);
        held_up = outcome === undefined;
      }
      return held_up;
    });
    rounds = left.length < waiting.length ? 0 : rounds + 1;
    waiting = left;
  }
  await versions.confirm(writer, (scope, id) => batch.isWritten(scope, id));
  const writes = batch.writes();
  if (writes.entries.length > 0 || writes.replies.length > 0) await writer.commit(writes);
  return commands.map((command) => outcomes.get(command) as Outcome);
}

class Batch {
  readonly set = new WorkingSet();
  readonly #at_ms: number;
  readonly #ids: IdSource;
  readonly #entries: JournalEntryDraft[] = [];
  readonly #rows = new Map<string, RowWrite>();
  /** Of each row that is written, what the store has; undefined for a new one. */
  readonly #before = new Map<string, Change['before']>();
  readonly #replies: ReplyWrite[] = [];
  readonly #guards = new Map<string, Guard>();

  constructor(at_ms: number, ids: IdSource) {
    this.#at_ms = at_ms;
    this.#ids = ids;
  }

  want(command: CommandEnvelope): void {
    for (const reference of ruleOf(command).reads(command.input)) this.set.want(command.scope, reference);
    if (command.idempotency === undefined) return;
    this.set.wantReply(command.scope, command.idempotency.kept_under);
    this.set.wantReply(command.scope, command.idempotency.key);
  }

  /**
   * Notes what a command will need that has not been read, and forgets the rest: commands are decided in their order,
   * so it is not its turn while one before it waits.
   */
  lookAhead(command: CommandEnvelope): void {
    try {
      this.#decision(command);
    } catch {
      // What a rule throws counts when it is its turn.
    }
  }

  #decision(command: CommandEnvelope): Decision | Refusal | undefined {
    const context: Context = {
      now: Math.floor(this.#at_ms / 1000),
      livemode: command.livemode,
      newId: (kind) => this.#ids.next(prefixOf(kind), this.#at_ms),
    };
    return this.set.run(command.scope, (state) => ruleOf(command).decide(state, command.input, context));
  }

  /** The outcome of a command, or undefined if it needs something that has not been read. */
  decide(command: CommandEnvelope): Outcome | undefined {
    const { scope, idempotency } = command;
    // Releases before this one kept answers under the key itself.
    const before =
      idempotency && (this.set.reply(scope, idempotency.kept_under) ?? this.set.reply(scope, idempotency.key));
    if (before !== undefined) return replay(before, command);
    try {
      const decision = this.#decision(command);
      if (decision === undefined) return undefined;
      if (isRefusal(decision)) return this.#refuse(command, decision);
      this.#take(command, decision);
      const written = earliestDue(decision);
      if (isRefusal(decision.reply)) return { ...this.#refuse(command, decision.reply), ...written };
      const row = this.set.latest(command.scope, decision.reply.kind, decision.reply.id);
      this.#remember(command, { kind: row.kind, id: row.id, version: row.version });
      return { status: 'done', row, ...written };
    } catch (error) {
      return { status: 'broken', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }

  /** Objects in the error are fixed to the versions that are true now. */
  #refuse(command: CommandEnvelope, refused: Refusal): Outcome & { status: 'refused' } {
    const shows = refused.shows?.map((shown) => ({
      ...shown,
      version: this.set.latest(command.scope, shown.kind as Kind, shown.id).version,
    }));
    const refusal = shows === undefined ? refused : { ...refused, shows };
    // That an object is busy says nothing about the request, which is to be sent again under the same key.
    if (refusal.status !== 429) this.#remember(command, refusal);
    return { status: 'refused', refusal };
  }

  #take(command: CommandEnvelope, decision: Decision): void {
    const { scope } = command;
    for (const { kind, id, version } of decision.guards ?? []) {
      this.#guards.set(`${scope}/${id}`, { scope, kind, id, version });
    }
    const changes: StoredRow[] = [];
    /** Where each change of the decision stands among those that change something; -1 for the others. */
    const places = decision.changes.map((change) => {
      const row = this.set.apply(scope, change);
      if (row === undefined) return -1;
      this.#write(scope, change, row);
      return changes.push(row) - 1;
    });
    if (changes.length > 0) {
      this.#entries.push({
        scope,
        at_ms: this.#at_ms,
        command: command.name,
        actor: command.actor,
        request_id: command.request_id,
        idempotency_key: command.idempotency === undefined ? null : withoutCardNumbers(command.idempotency.key),
        api_version: command.api_version,
        changes,
        events: decision.events
          .map(({ type, object, change }) => ({
            type,
            change: change === undefined ? changes.findIndex((row) => row.id === object) : (places[change] ?? -1),
          }))
          .filter((event) => event.change >= 0),
      });
    }
  }

  /** Several changes of one object in a batch become one write, checked against the version that was read. */
  #write(scope: number, change: Change, row: StoredRow): void {
    const key = `${scope}/${row.id}`;
    const earlier = this.#rows.get(key);
    if (earlier === undefined) this.#before.set(key, change.before);
    const before = this.#before.get(key);
    const columns = columnsOf(change.kind, change.document);
    const metadata = metadataChange(change);
    this.#rows.set(key, {
      ...row,
      scope,
      expected_version: earlier?.expected_version ?? row.version - 1,
      columns,
      ...(before === undefined
        ? {}
        : { changed_columns: differences(columnsOf(change.kind, before.document), columns) }),
      metadata: earlier?.metadata === undefined ? metadata : joinedMetadata(earlier.metadata, metadata),
    });
  }

  #remember(command: CommandEnvelope, outcome: StoredReply['outcome']): void {
    if (command.idempotency === undefined) return;
    const { kept_under, path, request_hash } = command.idempotency;
    const { scope, api_version } = command;
    const at_ms = this.#at_ms;
    const reply = { request_id: command.request_id ?? '', path, request_hash, api_version, at_ms, outcome };
    this.set.setReply(scope, kept_under, reply);
    this.#replies.push({ scope, key: kept_under, ...reply });
  }

  /** Whether the version of an object is checked because the batch writes the next one. */
  isWritten(scope: Scope, id: string): boolean {
    return this.#rows.has(`${scope}/${id}`);
  }

  writes(): WriteBatch {
    return {
      entries: this.#entries,
      rows: [...this.#rows.values()],
      replies: this.#replies,
      // What the batch itself writes is checked there.
      guards: [...this.#guards].filter(([key]) => !this.#rows.has(key)).map(([, guard]) => guard),
    };
  }
}

function ruleOf(command: CommandEnvelope): Command<unknown> {
  return COMMANDS[command.name] as Command<unknown>;
}

function earliestDue({ changes }: Decision): { readonly due_at?: number } {
  const times = changes.map(({ kind, document }) => dueAt(kind, document)).filter((time) => time !== undefined);
  return times.length === 0 ? {} : { due_at: Math.min(...times) };
}

function replay(reply: StoredReply, { idempotency }: CommandEnvelope): Outcome {
  const key = idempotency?.key ?? '';
  const refuse = (refusal: Refusal): Outcome => ({ status: 'refused', refusal });
  if (reply.path !== idempotency?.path) return refuse(errors.otherEndpoint(key, reply.path));
  if (reply.request_hash !== idempotency.request_hash) return refuse(errors.otherParameters(key));
  return { status: 'replayed', reply };
}

type Columns = RowWrite['columns'];

function differences(before: Columns, after: Columns): string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name]);
}

function metadataChange({ kind, before, document }: Change): MetadataChange | undefined {
  const old = before === undefined ? {} : (searchableMetadata(kind, before.document as Document<Kind>) ?? {});
  const now = searchableMetadata(kind, document) ?? {};
  if (old === now) return undefined;
  const removed = Object.entries(old).filter(([key, value]) => now[key] !== value);
  const added = Object.entries(now).filter(([key, value]) => old[key] !== value);
  return removed.length === 0 && added.length === 0 ? undefined : { removed, added };
}

/** Two changes in a row as one: what the first added and the second removed cancels out. */
export function joinedMetadata(first: MetadataChange, second: MetadataChange | undefined): MetadataChange {
  if (second === undefined) return first;
  const has = (pairs: MetadataChange['added'], [key, value]: readonly [string, string]) =>
    pairs.some((pair) => pair[0] === key && pair[1] === value);
  return {
    removed: [
      ...first.removed.filter((pair) => !has(second.added, pair)),
      ...second.removed.filter((pair) => !has(first.added, pair)),
    ],
    added: [
      ...first.added.filter((pair) => !has(second.removed, pair)),
      ...second.added.filter((pair) => !has(first.removed, pair)),
    ],
  };
}
