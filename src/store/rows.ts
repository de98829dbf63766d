/** Rows of the tables beside the objects, as every engine returns them, turned into what the port speaks of. */
import { hashedText } from './chain.js';
import { decodeBody } from './journal_body.js';
import type { InspectedEntry, JournalEntry, StoredReply } from './port.js';

export interface JournalRow {
  position: number;
  scope: number;
  at_ms: number;
  command: string;
  actor: string;
  request_id: string | null;
  idempotency_key: string | null;
  api_version: string;
  first_event: number;
  event_count: number;
  body: string;
  /** Null or empty but for the last entry of a commit. */
  hash: string | null;
}

export function journalEntry({ event_count: _count, hash: _hash, body, ...row }: JournalRow): JournalEntry {
  return { ...row, ...decodeBody(body) };
}

/** For inspection, where a body that cannot be read is something to report and not a reason to stop. */
export function inspectedEntry(stored: JournalRow): InspectedEntry {
  const { body, hash, ...row } = stored;
  const chained = { hash: hash ?? '', hashed_text: hashedText(row, body) };
  try {
    return { ...row, ...decodeBody(body), ...chained, unreadable: undefined };
  } catch (error) {
    const unreadable = error instanceof Error ? error.message : String(error);
    return { ...row, changes: [], events: [], ...chained, unreadable };
  }
}

export interface ReplyRow {
  at_ms: number;
  path: string;
  request_hash: string;
  request_id: string;
  api_version: string;
  outcome: string;
}

export function storedReply(row: ReplyRow): StoredReply {
  return { ...row, outcome: JSON.parse(row.outcome) as StoredReply['outcome'] };
}
