/** Reading deliveries in SQLite. */
import type { CursorState, DeliveryReader, DeliveryStatus } from '../delivery_port.js';
import { DELIVERY_COLUMNS, type DeliveryRow, deliveryOf } from '../delivery_rows.js';
import { isBackwards, pageOf } from '../list_sql.js';
import type { Sqlite } from './binding.js';

const COLUMNS = DELIVERY_COLUMNS.join(', ');
const OF_ENDPOINT = 'scope = ? AND endpoint = ?';

export function sqliteDeliveryReader(database: Sqlite): DeliveryReader {
  return { ...progressReads(database), ...dueReads(database), ...recordReads(database) };
}

/** How far endpoints have come. */
function progressReads(database: Sqlite): Pick<DeliveryReader, 'heads' | 'cursors' | 'recordedAfter'> {
  const heads = database.prepare('SELECT scope, last_event FROM scopes');
  const cursors = database.prepare('SELECT endpoint, activation, handed FROM webhook_cursors WHERE scope = ?');
  const recorded = database.prepareValue(
    `SELECT event FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND event > ? ORDER BY event`,
  );
  return {
    async heads() {
      const rows = heads.all() as { scope: number; last_event: number }[];
      return new Map(rows.map(({ scope, last_event }) => [scope, last_event]));
    },
    async cursors(scope) {
      return (cursors.all(scope) as CursorState[]).map((row) => ({ ...row }));
    },
    async recordedAfter({ scope, endpoint }, event) {
      return recorded.all(scope, endpoint, event) as number[];
    },
  };
}

/** What is to be sent, and when. */
function dueReads(database: Sqlite): Pick<DeliveryReader, 'due' | 'nextDue' | 'waitingObjects'> {
  const due = (condition: string) =>
    database.prepare(
      `SELECT ${COLUMNS} FROM webhook_deliveries AS d WHERE ${OF_ENDPOINT} AND due_at_ms <= ?${condition}
       ORDER BY due_at_ms, event LIMIT ?`,
    );
  const due_in_any_order = due('');
  const due_in_order = due(
    ` AND NOT EXISTS (SELECT 1 FROM webhook_deliveries AS e WHERE e.scope = d.scope AND e.endpoint = d.endpoint
      AND e.object = d.object AND e.event < d.event AND e.due_at_ms IS NOT NULL)`,
  );
  const next_due = database.prepareValue(
    `SELECT min(due_at_ms) FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND due_at_ms IS NOT NULL`,
  );
  const waiting = database.prepareValue(
    `SELECT DISTINCT object FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND due_at_ms IS NOT NULL
     AND object IN (SELECT value FROM json_each(?))`,
  );
  return {
    async due({ scope, endpoint, now_ms, ordered, limit }) {
      const select = ordered ? due_in_order : due_in_any_order;
      return (select.all(scope, endpoint, now_ms, limit) as DeliveryRow[]).map(deliveryOf);
    },
    async nextDue({ scope, endpoint }) {
      return (next_due.get(scope, endpoint) as number | null) ?? undefined;
    },
    async waitingObjects({ scope, endpoint }, objects) {
      return waiting.all(scope, endpoint, JSON.stringify(objects)) as string[];
    },
  };
}

/** What became of deliveries. */
function recordReads(database: Sqlite): Pick<DeliveryReader, 'delivery' | 'deliveries' | 'statuses'> {
  const one = database.prepare(`SELECT ${COLUMNS} FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND event = ?`);
  const page = (condition: string, direction: 'ASC' | 'DESC') =>
    database.prepare(
      `SELECT ${COLUMNS} FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND event < ? AND event > ?${condition}
       ORDER BY event ${direction} LIMIT ?`,
    );
  const statuses = database.prepare(
    `SELECT endpoint, event, status FROM webhook_deliveries
     WHERE scope = ? AND event IN (SELECT value FROM json_each(?))`,
  );
  return {
    async delivery({ scope, endpoint }, event) {
      const row = one.get(scope, endpoint, event) as DeliveryRow | undefined;
      return row && deliveryOf(row);
    },
    async deliveries(query) {
      const { scope, endpoint, status, starting_after, ending_before, limit } = query;
      const select = page(status === undefined ? '' : ' AND status = ?', isBackwards(query) ? 'ASC' : 'DESC');
      const bounds = [starting_after ?? Number.MAX_SAFE_INTEGER, ending_before ?? 0];
      const rows = select.all(scope, endpoint, ...bounds, ...(status === undefined ? [] : [status]), limit + 1);
      return pageOf((rows as DeliveryRow[]).map(deliveryOf), query);
    },
    async statuses(scope, events) {
      return statuses.all(scope, JSON.stringify(events)) as {
        endpoint: string;
        event: number;
        status: DeliveryStatus;
      }[];
    },
  };
}
