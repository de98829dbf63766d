/** Writing deliveries in SQLite: each of these is one transaction. */
import type {
  Claim,
  ClaimRequest,
  Delivery,
  DeliveryWriter,
  EndpointName,
  EndpointProgress,
} from '../delivery_port.js';
import { afterService, DELIVERY_COLUMNS } from '../delivery_rows.js';
import type { Sqlite } from './binding.js';

const COLUMNS = DELIVERY_COLUMNS.join(', ');
const OF_ENDPOINT = 'scope = ? AND endpoint = ?';

export function sqliteDeliveryWriter(database: Sqlite): DeliveryWriter {
  const cursorOf = cursorReader(database);
  const enter = entering(database, cursorOf);
  const claim = claiming(database, cursorOf);
  const record = recording(database, cursorOf);
  const enqueue = enqueuing(database, cursorOf);
  const prune = database.prepare(
    `DELETE FROM webhook_deliveries WHERE (scope, endpoint, event) IN (
       SELECT scope, endpoint, event FROM webhook_deliveries WHERE finished_at_ms < ? ORDER BY finished_at_ms LIMIT ?)`,
  );
  return {
    async enter(...given) {
      return database.transaction(() => enter(...given));
    },
    async claim(request) {
      return database.transaction(() => claim(request));
    },
    async record(progress) {
      return database.transaction(() => progress.map(record));
    },
    async enqueue(...given) {
      return database.transaction(() => enqueue(...given));
    },
    async pruneDeliveries(before_ms, limit) {
      return prune.run(before_ms, limit).changes;
    },
  };
}

/** How far an endpoint has come, and who works for it. */
interface Cursor {
  readonly activation: number;
  readonly handed: number;
  readonly failing_since_ms: number | null;
  readonly fence: number;
  readonly holder: string;
  readonly lease_until_ms: number;
}

type CursorOf = (endpoint: EndpointName) => Cursor | undefined;

/** The method, as it is within its transaction. */
type Within<M extends keyof DeliveryWriter> = (
  ...given: Parameters<DeliveryWriter[M]>
) => Awaited<ReturnType<DeliveryWriter[M]>>;

function cursorReader(database: Sqlite): CursorOf {
  const cursor = database.prepare(
    `SELECT activation, handed, failing_since_ms, fence, holder, lease_until_ms FROM webhook_cursors WHERE ${OF_ENDPOINT}`,
  );
  return ({ scope, endpoint }) => cursor.get(scope, endpoint) as Cursor | undefined;
}

function entering(database: Sqlite, cursorOf: CursorOf): Within<'enter'> {
  const make_cursor = database.prepare("INSERT INTO webhook_cursors VALUES (?, ?, ?, ?, NULL, 0, '', 0)");
  const enter_service = database.prepare(
    `UPDATE webhook_cursors SET activation = ?, handed = ?, failing_since_ms = NULL WHERE ${OF_ENDPOINT}`,
  );
  const cancel = database.prepare(
    `UPDATE webhook_deliveries SET status = 'canceled', due_at_ms = NULL, finished_at_ms = ?
     WHERE (scope, endpoint, event) IN (
       SELECT scope, endpoint, event FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND due_at_ms IS NOT NULL LIMIT ?)`,
  );
  return (service, now_ms, limit) => {
    const { scope, endpoint, activation, start } = service;
    const found = cursorOf(service);
    if (found === undefined) make_cursor.run(scope, endpoint, activation, start);
    else if (found.activation < activation) {
      if (cancel.run(now_ms, scope, endpoint, limit).changes >= limit) return false;
      enter_service.run(activation, start, scope, endpoint);
    }
    return true;
  };
}

function claiming(database: Sqlite, cursorOf: CursorOf): (request: ClaimRequest) => Claim {
  const lease = database.prepare(
    `UPDATE webhook_cursors SET fence = ?, holder = ?, lease_until_ms = ? WHERE ${OF_ENDPOINT}`,
  );
  return (request) => {
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
}

/** Writes what one worker did; false where its lease does not hold any more. */
function recording(database: Sqlite, cursorOf: CursorOf): (progress: EndpointProgress) => boolean {
  const move = database.prepare(
    `UPDATE webhook_cursors SET handed = ?, lease_until_ms = ?, failing_since_ms = ? WHERE ${OF_ENDPOINT}`,
  );
  const put = database.prepare(
    `INSERT INTO webhook_deliveries (scope, endpoint, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (scope, endpoint, event) DO UPDATE SET status = excluded.status, tries_in_round = excluded.tries_in_round,
     due_at_ms = excluded.due_at_ms, finished_at_ms = excluded.finished_at_ms, tries = excluded.tries
     WHERE round <= excluded.round`,
  );
  return (progress) => {
    const { scope, endpoint, lease_until_ms, now_ms } = progress;
    const found = cursorOf(progress);
    if (found?.fence !== progress.fence) return false;
    const is_over = found.activation !== progress.activation;
    const { handed, failing_since_ms } = is_over ? found : progress;
    move.run(handed, lease_until_ms, failing_since_ms, scope, endpoint);
    for (const delivery of progress.deliveries) {
      put.run(scope, endpoint, ...valuesOf(is_over ? afterService(delivery, now_ms) : delivery));
    }
    return true;
  };
}

function enqueuing(database: Sqlite, cursorOf: CursorOf): Within<'enqueue'> {
  const enqueue = database.prepare(
    `INSERT INTO webhook_deliveries (scope, endpoint, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, 'pending', 1, 0, ?, NULL, '[]')
     ON CONFLICT (scope, endpoint, event) DO UPDATE SET status = 'pending', round = round + 1, tries_in_round = 0,
     due_at_ms = excluded.due_at_ms, finished_at_ms = NULL`,
  );
  return (service, wanted, now_ms) => {
    if (cursorOf(service)?.activation !== service.activation) return false;
    for (const { event, event_id, type, object } of wanted) {
      enqueue.run(service.scope, service.endpoint, event, event_id, type, object, now_ms);
    }
    return true;
  };
}

function valuesOf({ tries, ...delivery }: Delivery): (string | number | null)[] {
  return DELIVERY_COLUMNS.map((name) => (name === 'tries' ? JSON.stringify(tries) : delivery[name]));
}
