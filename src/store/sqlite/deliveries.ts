/** Deliveries in SQLite. */
import type {
  Claim,
  ClaimRequest,
  CursorState,
  Delivery,
  DeliveryReader,
  DeliveryStatus,
  DeliveryWriter,
  EndpointProgress,
} from '../delivery_port.js';
import { DELIVERY_COLUMNS, type DeliveryRow, deliveryOf } from '../delivery_rows.js';
import { isBackwards, pageOf } from '../list_sql.js';
import type { Sqlite } from './binding.js';

const COLUMNS = DELIVERY_COLUMNS.join(', ');
const OF_ENDPOINT = 'scope = ? AND endpoint = ?';

export function sqliteDeliveryReader(database: Sqlite): DeliveryReader {
  const heads = database.prepare('SELECT scope, last_event FROM scopes');
  const cursors = database.prepare('SELECT endpoint, activation, handed FROM webhook_cursors WHERE scope = ?');
  const recorded = database.prepareValue(
    `SELECT event FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND event > ? ORDER BY event`,
  );
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

export function sqliteDeliveryWriter(database: Sqlite): DeliveryWriter {
  const cursor = database.prepare(
    'SELECT activation, handed, failing_since_ms, fence, holder, lease_until_ms FROM webhook_cursors WHERE scope = ? AND endpoint = ?',
  );
  const put_cursor = database.prepare('INSERT OR REPLACE INTO webhook_cursors VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const move = database.prepare(
    `UPDATE webhook_cursors SET handed = ?, lease_until_ms = ?, failing_since_ms = ?
     WHERE ${OF_ENDPOINT} AND fence = ?`,
  );
  const put = database.prepare(
    `INSERT INTO webhook_deliveries (scope, endpoint, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (scope, endpoint, event) DO UPDATE SET status = excluded.status, tries_in_round = excluded.tries_in_round,
     due_at_ms = excluded.due_at_ms, finished_at_ms = excluded.finished_at_ms, tries = excluded.tries
     WHERE round <= excluded.round`,
  );
  const enqueue = database.prepare(
    `INSERT INTO webhook_deliveries (scope, endpoint, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, 'pending', 1, 0, ?, NULL, '[]')
     ON CONFLICT (scope, endpoint, event) DO UPDATE SET status = 'pending', round = round + 1, tries_in_round = 0,
     due_at_ms = excluded.due_at_ms, finished_at_ms = NULL`,
  );
  const prune = database.prepare(
    `DELETE FROM webhook_deliveries WHERE (scope, endpoint, event) IN (
       SELECT scope, endpoint, event FROM webhook_deliveries WHERE finished_at_ms < ? ORDER BY finished_at_ms LIMIT ?)`,
  );

  interface Row {
    readonly activation: number;
    readonly handed: number;
    readonly failing_since_ms: number | null;
    readonly fence: number;
    readonly holder: string;
    readonly lease_until_ms: number;
  }

  const claim = (request: ClaimRequest): Claim => {
    const { scope, endpoint, holder, now_ms, until_ms, activation, start } = request;
    const found = cursor.get(scope, endpoint) as Row | undefined;
    if (found !== undefined && found.holder !== holder && found.lease_until_ms > now_ms) {
      return { held: false, until_ms: found.lease_until_ms };
    }
    const is_new = found === undefined || found.activation < activation;
    const handed = is_new ? start : found.handed;
    const failing_since_ms = is_new ? null : found.failing_since_ms;
    const fence = (found?.fence ?? 0) + 1;
    put_cursor.run(
      scope,
      endpoint,
      Math.max(activation, found?.activation ?? 0),
      handed,
      failing_since_ms,
      fence,
      holder,
      until_ms,
    );
    return { held: true, fence, handed, failing_since_ms };
  };

  const record = (progress: readonly EndpointProgress[]): readonly boolean[] =>
    progress.map(({ scope, endpoint, fence, handed, lease_until_ms, failing_since_ms, deliveries }) => {
      const moved = move.run(handed, lease_until_ms, failing_since_ms, scope, endpoint, fence);
      if (moved.changes === 0) return false;
      for (const delivery of deliveries) put.run(scope, endpoint, ...valuesOf(delivery));
      return true;
    });

  return {
    async claim(request) {
      return database.transaction(() => claim(request));
    },
    async record(progress) {
      return database.transaction(() => record(progress));
    },
    async enqueue({ scope, endpoint }, wanted, now_ms) {
      database.transaction(() => {
        for (const { event, event_id, type, object } of wanted) {
          enqueue.run(scope, endpoint, event, event_id, type, object, now_ms);
        }
      });
    },
    async pruneDeliveries(before_ms, limit) {
      return prune.run(before_ms, limit).changes;
    },
  };
}

function valuesOf({ tries, ...delivery }: Delivery): (string | number | null)[] {
  return DELIVERY_COLUMNS.map((name) => (name === 'tries' ? JSON.stringify(tries) : delivery[name]));
}
