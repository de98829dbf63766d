/** Objects and lists of them as Daybook knew them at the end of an earlier second (extension). */
import { isRefusal, type Refusal } from '../../core/kernel/errors.js';
import type { Kind } from '../../core/kernel/kind.js';
import type { Condition, StoredRow } from '../../store/port.js';
import { described, timestamp } from '../../wire/parameters.js';
import type { Call } from './call.js';
import type { Cursors } from './reading.js';
import { notKnownYet } from './refusals.js';

/** The parameter of an operation that answers with one object. */
export const as_of = described(timestamp(), 'Extension: answer with the state as Daybook knew it at this time.');

/** The parameter of a list. */
export const list_as_of = described(
  timestamp(),
  'Extension: answer with what Daybook knew at this time, each object in its state then.',
);

/** An object now, or as it was known then; what is expanded in it likewise. */
export async function retrieveAsOf(
  call: Call,
  kind: Kind,
  at: number | undefined,
  id = call.id,
): Promise<object | Refusal> {
  if (at === undefined) return call.retrieve(kind, id);
  const row = await findAsOf(call, kind, at, id);
  if (isRefusal(row)) return row;
  call.rendering.shown_at_ms = endOf(at);
  return call.rendering.render(row);
}

/** A row now, or as it was known then. */
export async function findAsOf<K extends Kind>(
  call: Call,
  kind: K,
  at: number | undefined,
  id = call.id,
): Promise<StoredRow<K> | Refusal> {
  const current = await call.reading.find(kind, id);
  if (at === undefined || isRefusal(current)) return current;
  const row = await call.reading.versionOf(id, { at_ms: endOf(at) });
  return row === undefined ? notKnownYet(call.id, at) : (row as StoredRow<K>);
}

/** A page now, or of what was known then. The conditions must be of columns that never change. */
export async function listAsOf(
  call: Call,
  kind: Kind,
  at: number | undefined,
  cursors: Cursors,
  where: readonly Condition[],
): Promise<object | Refusal> {
  if (at === undefined) return call.list(kind, cursors, where);
  const at_ms = endOf(at);
  call.rendering.shown_at_ms = at_ms;
  for (let next = cursors; ; ) {
    const page = await call.reading.page(kind, next, where);
    if (isRefusal(page)) return page;
    const rows = await Promise.all(page.items.map(({ id }) => call.reading.versionOf(id, { at_ms })));
    const items = rows.filter((row) => row !== undefined);
    const last = page.items.at(-1);
    // What has come since stands before what was there: a page of nothing else is passed over.
    const is_over = items.length > 0 || !page.has_more || last === undefined;
    if (is_over || cursors.ending_before !== undefined) {
      return call.rendering.answerPage(call.request.path, kind, { items, has_more: items.length > 0 && page.has_more });
    }
    next = { ...cursors, starting_after: last.id };
  }
}

function endOf(second: number): number {
  return second * 1000 + 999;
}
