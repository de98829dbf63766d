/** Deliveries in SQLite. */
import type {
  Claim,
  ClaimRequest,
  CursorState,
  Delivery,
  DeliveryReader,
  DeliveryStatus,
  DeliveryWriter,
  EndpointName,
  EndpointProgress,
  NewService,
  Service,
  WantedDelivery,
} from '../delivery_port.js';
import { afterService, DELIVERY_COLUMNS, type DeliveryRow, deliveryOf } from '../delivery_rows.js';
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
    `SELECT activation, handed, failing_since_ms, fence, holder, lease_until_ms FROM webhook_cursors WHERE ${OF_ENDPOINT}`,
  );
  const make_cursor = database.prepare("INSERT INTO webhook_cursors VALUES (?, ?, ?, ?, NULL, 0, '', 0)");
  const enter_service = database.prepare(
    `UPDATE webhook_cursors SET activation = ?, handed = ?, failing_since_ms = NULL WHERE ${OF_ENDPOINT}`,
  );
  const lease = database.prepare(
    `UPDATE webhook_cursors SET fence = ?, holder = ?, lease_until_ms = ? WHERE ${OF_ENDPOINT}`,
  );
  const move = database.prepare(
    `UPDATE webhook_cursors SET handed = ?, lease_until_ms = ?, failing_since_ms = ? WHERE ${OF_ENDPOINT}`,
  );
  const cancel = database.prepare(
    `UPDATE webhook_deliveries SET status = 'canceled', due_at_ms = NULL, finished_at_ms = ?
     WHERE (scope, endpoint, event) IN (
       SELECT scope, endpoint, event FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND due_at_ms IS NOT NULL LIMIT ?)`,
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

  const cursorOf = ({ scope, endpoint }: EndpointName) => cursor.get(scope, endpoint) as Row | undefined;

  const enter = (service: NewService, now_ms: number, limit: number): boolean => {
    const { scope, endpoint, activation, start } = service;
    const found = cursorOf(service);
    if (found === undefined) make_cursor.run(scope, endpoint, activation, start);
    else if (found.activation < activation) {
      if (cancel.run(now_ms, scope, endpoint, limit).changes >= limit) return false;
      enter_service.run(activation, start, scope, endpoint);
    }
    return true;
  };

  const claim = (request: ClaimRequest): Claim => {
    const { scope, endpoint, holder, now_ms, until_ms, activation } = request;
    const found = cursorOf(request);
    if (found?.activation !== activation || (found.holder !== holder && found.lease_until_ms > now_ms)) {
      return { held: false, until_ms: found?.lease_until_ms ?? now_ms };
    }
    const { handed, failing_since_ms } = found;
    const fence = found.fence + 1;
    lease.run(fence, holder, until_ms, scope, endpoint);
    return { held: true, fence, handed, failing_since_ms };
  };

  const record = (progress: readonly EndpointProgress[]): readonly boolean[] =>
    progress.map((each) => {
      const { scope, endpoint, lease_until_ms, now_ms } = each;
      const found = cursorOf(each);
      if (found?.fence !== each.fence) return false;
      const is_over = found.activation !== each.activation;
      const { handed, failing_since_ms } = is_over ? found : each;
      move.run(handed, lease_until_ms, failing_since_ms, scope, endpoint);
      for (const delivery of each.deliveries) {
        put.run(scope, endpoint, ...valuesOf(is_over ? afterService(delivery, now_ms) : delivery));
      }
      return true;
    });

  const enqueueAll = (service: Service, wanted: readonly WantedDelivery[], now_ms: number): boolean => {
    if (cursorOf(service)?.activation !== service.activation) return false;
    for (const { event, event_id, type, object } of wanted) {
      enqueue.run(service.scope, service.endpoint, event, event_id, type, object, now_ms);
    }
    return true;
  };

  return {
    async enter(...given) {
      return database.transaction(() => enter(...given));
    },
    async claim(request) {
      return database.transaction(() => claim(request));
    },
    async record(progress) {
      return database.transaction(() => record(progress));
    },
    async enqueue(...given) {
      return database.transaction(() => enqueueAll(...given));
    },
    async pruneDeliveries(before_ms, limit) {
      return prune.run(before_ms, limit).changes;
    },
  };
}

function valuesOf({ tries, ...delivery }: Delivery): (string | number | null)[] {
  return DELIVERY_COLUMNS.map((name) => (name === 'tries' ? JSON.stringify(tries) : delivery[name]));
}
