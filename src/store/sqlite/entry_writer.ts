/** Writing to the journal: each scope's entries are numbered on from its head, and chained to it as one commit. */
import { type ChainHead, ChainLink, hashedText } from '../chain.js';
import { encodeBody } from '../journal_body.js';
import type { JournalEntryDraft } from '../port.js';
import type { Sqlite } from './binding.js';
import type { Heads } from './marker.js';

/** Tells where the journals have come to. */
export function entryWriter(database: Sqlite): (entries: readonly JournalEntryDraft[]) => Heads {
  const head = database.prepare('SELECT last_event, last_at_ms, head_hash FROM scopes WHERE scope = ?');
  const move_head = database.prepare(
    'UPDATE scopes SET last_event = ?, last_at_ms = ?, head_position = ?, head_hash = ? WHERE scope = ?',
  );
  const insert = entryInserter(database);
  return (entries) => {
    const commits = new Map<number, ScopeCommit>();
    const placed = entries.map((entry): PlacedEntry => {
      const { scope } = entry;
      const commit = commits.get(scope) ?? new ScopeCommit(scope, head.get(scope) as unknown as ScopeState);
      commits.set(scope, commit);
      return commit.place(entry);
    });
    const hashes = new Map([...commits.values()].map((commit) => [commit.last, commit.hash()]));
    const positions = new Map(placed.map((one) => [one, insert(one, hashes.get(one) ?? '')]));
    const heads: Record<string, ChainHead> = {};
    for (const [scope, { last, state }] of commits) {
      if (last === undefined) continue;
      const reached = { position: Number(positions.get(last)), hash: hashes.get(last) ?? '' };
      move_head.run(state.last_event, state.last_at_ms, reached.position, reached.hash, scope);
      heads[scope] = reached;
    }
    return heads;
  };
}

/** Writes an entry and what finds it by its objects and events; tells where it stands. */
function entryInserter(database: Sqlite): (placed: PlacedEntry, hash: string) => number | bigint {
  const insert_entry = database.prepare(
    `INSERT INTO journal (scope, at_ms, command, actor, request_id, idempotency_key, api_version, first_event, event_count, body, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insert_object = database.prepare('INSERT INTO journal_objects VALUES (?, ?, ?, ?)');
  const insert_event = database.prepare('INSERT INTO event_types VALUES (?, ?, ?)');
  return ({ entry, body, first_event, at_ms }, hash) => {
    const { scope } = entry;
    const { lastInsertRowid: position } = insert_entry.run(
      scope,
      at_ms,
      entry.command,
      entry.actor,
      entry.request_id,
      entry.idempotency_key,
      entry.api_version,
      first_event,
      entry.events.length,
      body,
      hash,
    );
    for (const change of entry.changes) insert_object.run(scope, change.id, change.version, position);
    entry.events.forEach((event, index) => {
      insert_event.run(scope, event.type, first_event + index);
    });
    return position;
  };
}

interface ScopeState {
  last_event: number;
  last_at_ms: number;
  readonly head_hash: string;
}

/** An entry with its place in the history of its scope. */
interface PlacedEntry {
  readonly entry: JournalEntryDraft;
  readonly body: string;
  readonly first_event: number;
  readonly at_ms: number;
}

/** What one batch writes to the journal of one scope. */
class ScopeCommit {
  readonly state: ScopeState;
  readonly #link: ChainLink;
  last: PlacedEntry | undefined;

  constructor(scope: number, state: ScopeState) {
    this.state = state;
    this.#link = new ChainLink(state.head_hash, scope);
  }

  place(entry: JournalEntryDraft): PlacedEntry {
    const { state } = this;
    const body = encodeBody(entry);
    state.last_at_ms = Math.max(state.last_at_ms, entry.at_ms);
    this.last = { entry, body, first_event: state.last_event + 1, at_ms: state.last_at_ms };
    state.last_event += entry.events.length;
    this.#link.add(hashedText(entry, body), this.last.at_ms);
    return this.last;
  }

  hash(): string {
    return this.#link.hash();
  }
}
