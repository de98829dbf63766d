/** Deliveries in PostgreSQL. Every write can be sent again after a lost connection: its effect is the same. */
import type pg from 'pg';
import type {
  Claim,
  CursorState,
  DeliveryReader,
  DeliveryStatus,
  DeliveryStore,
  DeliveryWriter,
  NewService,
} from '../delivery_port.js';
import { DELIVERY_COLUMNS, type DeliveryRow, deliveryOf } from '../delivery_rows.js';
import { isBackwards, pageOf } from '../list_sql.js';
import { read, send } from './connection.js';
import { isConflict, isLost } from './failures.js';
import { withRetries } from './retries.js';

const COLUMNS = DELIVERY_COLUMNS.join(', ');
const TYPED = `event bigint, event_id text, type text, object text, status text, round bigint, tries_in_round bigint,
due_at_ms bigint, finished_at_ms bigint, tries json`;
const OF_ENDPOINT = 'scope = $1 AND endpoint = $2';
/** What `afterService` makes of a delivery. */
const ENDED: Partial<Record<keyof DeliveryRow, string>> = {
  status: "CASE WHEN is_canceled THEN 'canceled' ELSE status END",
  due_at_ms: 'CASE WHEN is_canceled THEN NULL ELSE due_at_ms END',
  finished_at_ms: 'CASE WHEN is_canceled THEN now_ms ELSE finished_at_ms END',
};

export function postgresDeliveries(pool: pg.Pool): DeliveryStore {
  return { ...progressReads(pool), ...dueReads(pool), ...recordReads(pool), ...writes(pool) };
}

/** How far endpoints have come. */
function progressReads(pool: pg.Pool): Pick<DeliveryReader, 'heads' | 'cursors' | 'recordedAfter'> {
  return {
    async heads() {
      const rows = await read<{ scope: number; last_event: number }>(pool, 'SELECT scope, last_event FROM scopes', []);
      return new Map(rows.map(({ scope, last_event }) => [scope, last_event]));
    },

    async cursors(scope) {
      return read<{ [K in keyof CursorState]: CursorState[K] }>(
        pool,
        'SELECT endpoint, activation, handed FROM webhook_cursors WHERE scope = $1',
        [scope],
      );
    },

    async recordedAfter({ scope, endpoint }, event) {
      const rows = await read<{ event: number }>(
        pool,
        `SELECT event FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND event > $3 ORDER BY event`,
        [scope, endpoint, event],
      );
      return rows.map((row) => row.event);
    },
  };
}

/** What is to be sent, and when. */
function dueReads(pool: pg.Pool): Pick<DeliveryReader, 'due' | 'nextDue' | 'waitingObjects'> {
  return {
    async due({ scope, endpoint, now_ms, ordered, limit }) {
      const rows = await read<RowOf<DeliveryRow>>(pool, ordered ? DUE_IN_ORDER : DUE, [scope, endpoint, now_ms, limit]);
      return rows.map(deliveryOf);
    },

    async nextDue({ scope, endpoint }) {
      const [row] = await read<{ next: number | null }>(
        pool,
        `SELECT min(due_at_ms) AS next FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND due_at_ms IS NOT NULL`,
        [scope, endpoint],
      );
      return row?.next ?? undefined;
    },

    async waitingObjects({ scope, endpoint }, objects) {
      const rows = await read<{ object: string }>(
        pool,
        `SELECT DISTINCT object FROM webhook_deliveries
         WHERE ${OF_ENDPOINT} AND due_at_ms IS NOT NULL AND object = ANY ($3::text[])`,
        [scope, endpoint, objects],
      );
      return rows.map((row) => row.object);
    },
  };
}

/** What became of deliveries. */
function recordReads(pool: pg.Pool): Pick<DeliveryReader, 'delivery' | 'deliveries' | 'statuses'> {
  return {
    async delivery({ scope, endpoint }, event) {
      const [row] = await read<RowOf<DeliveryRow>>(
        pool,
        `SELECT ${COLUMNS} FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND event = $3`,
        [scope, endpoint, event],
      );
      return row && deliveryOf(row);
    },

    async deliveries(query) {
      const { scope, endpoint, status, starting_after, ending_before, limit } = query;
      const rows = await read<RowOf<DeliveryRow>>(
        pool,
        `SELECT ${COLUMNS} FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND event < $3 AND event > $4
         ${status === undefined ? '' : 'AND status = $6 '}ORDER BY event ${isBackwards(query) ? 'ASC' : 'DESC'} LIMIT $5`,
        [
          scope,
          endpoint,
          starting_after ?? Number.MAX_SAFE_INTEGER,
          ending_before ?? 0,
          limit + 1,
          ...(status === undefined ? [] : [status]),
        ],
      );
      return pageOf(rows.map(deliveryOf), query);
    },

    async statuses(scope, events) {
      return read<{ endpoint: string; event: number; status: DeliveryStatus }>(
        pool,
        'SELECT endpoint, event, status FROM webhook_deliveries WHERE scope = $1 AND event = ANY ($2::bigint[])',
        [scope, events],
      );
    },
  };
}

function writes(pool: pg.Pool): DeliveryWriter {
  const write = <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> =>
    withRetries(() => send<Row>(pool, { text, values }), isConflict);

  return {
    async enter(service, now_ms, limit) {
      return withRetries(() => enter(pool, service, now_ms, limit), isConflict);
    },

    async claim(request): Promise<Claim> {
      const { scope, endpoint, holder, now_ms, until_ms, activation } = request;
      const [claimed] = await write<{ fence: number; handed: number; failing_since_ms: number | null }>(CLAIM, [
        scope,
        endpoint,
        activation,
        holder,
        until_ms,
        now_ms,
      ]);
      if (claimed !== undefined) return { held: true, ...claimed };
      const [other] = await read<{ lease_until_ms: number }>(
        pool,
        `SELECT lease_until_ms FROM webhook_cursors WHERE ${OF_ENDPOINT}`,
        [scope, endpoint],
      );
      return { held: false, until_ms: other?.lease_until_ms ?? now_ms };
    },

    async record(progress) {
      const given = progress.map(({ deliveries: _deliveries, ...rest }, place) => ({ place, ...rest }));
      const deliveries = progress.flatMap(({ deliveries: own }, place) => own.map((each) => ({ place, ...each })));
      const rows = await write<{ place: number }>(RECORD, [JSON.stringify(given), JSON.stringify(deliveries)]);
      const held = new Set(rows.map(({ place }) => place));
      return progress.map((_, place) => held.has(place));
    },

    async enqueue({ scope, endpoint, activation }, wanted, now_ms) {
      const rows = await write(ENQUEUE, [scope, endpoint, now_ms, JSON.stringify(wanted), activation]);
      return rows.length > 0;
    },

    async pruneDeliveries(before_ms, limit) {
      const rows = await write(
        `DELETE FROM webhook_deliveries WHERE (scope, endpoint, event) IN (SELECT scope, endpoint, event
         FROM webhook_deliveries WHERE finished_at_ms < $1 ORDER BY finished_at_ms LIMIT $2) RETURNING 1`,
        [before_ms, limit],
      );
      return rows.length;
    },
  };
}

/** `pg` asks for a type with an index signature, which interfaces lack. */
type RowOf<T> = { [K in keyof T]: T[K] };

const DUE = `SELECT ${COLUMNS} FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND due_at_ms <= $3
ORDER BY due_at_ms, event LIMIT $4`;

const DUE_IN_ORDER = `SELECT ${COLUMNS} FROM webhook_deliveries AS d WHERE ${OF_ENDPOINT} AND due_at_ms <= $3
AND NOT EXISTS (SELECT 1 FROM webhook_deliveries AS e WHERE e.scope = d.scope AND e.endpoint = d.endpoint
AND e.object = d.object AND e.event < d.event AND e.due_at_ms IS NOT NULL)
ORDER BY due_at_ms, event LIMIT $4`;

/**
 * Two steps, so that the second sees what was written before the first got hold of the cursor: whoever writes deliveries
 * holds it too.
 */
async function enter(pool: pg.Pool, service: NewService, now_ms: number, limit: number): Promise<boolean> {
  const { scope, endpoint, activation, start } = service;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(MAKE_CURSOR, [scope, endpoint, activation, start]);
    const { rows } = await client.query<{ activation: number }>(
      `SELECT activation FROM webhook_cursors WHERE ${OF_ENDPOINT} FOR UPDATE`,
      [scope, endpoint],
    );
    const is_there = (rows[0]?.activation ?? 0) >= activation;
    const canceled = is_there ? 0 : ((await client.query(CANCEL, [scope, endpoint, now_ms, limit])).rowCount ?? 0);
    if (!is_there && canceled < limit) await client.query(ENTER, [scope, endpoint, activation, start]);
    await client.query('COMMIT');
    client.release();
    return canceled < limit;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    client.release(isLost(error));
    throw error;
  }
}

const MAKE_CURSOR = `INSERT INTO webhook_cursors
(scope, endpoint, activation, handed, failing_since_ms, fence, holder, lease_until_ms)
VALUES ($1, $2, $3, $4, NULL, 0, '', 0) ON CONFLICT DO NOTHING`;

const CANCEL = `UPDATE webhook_deliveries SET status = 'canceled', due_at_ms = NULL, finished_at_ms = $3
WHERE (scope, endpoint, event) IN (
SELECT scope, endpoint, event FROM webhook_deliveries WHERE ${OF_ENDPOINT} AND due_at_ms IS NOT NULL LIMIT $4)`;

const ENTER = `UPDATE webhook_cursors SET activation = $3, handed = $4, failing_since_ms = NULL WHERE ${OF_ENDPOINT}`;

const CLAIM = `UPDATE webhook_cursors SET fence = fence + 1, holder = $4, lease_until_ms = $5
WHERE ${OF_ENDPOINT} AND activation = $3 AND (holder = $4 OR lease_until_ms <= $6)
RETURNING fence, handed, failing_since_ms`;

const RECORD = `WITH given AS (SELECT * FROM json_to_recordset($1) AS g(place integer, scope integer, endpoint text,
activation bigint, now_ms bigint, fence bigint, handed bigint, lease_until_ms bigint, failing_since_ms bigint)),
held AS (UPDATE webhook_cursors AS c SET lease_until_ms = g.lease_until_ms,
handed = CASE WHEN c.activation = g.activation THEN g.handed ELSE c.handed END,
failing_since_ms = CASE WHEN c.activation = g.activation THEN g.failing_since_ms ELSE c.failing_since_ms END
FROM given AS g WHERE c.scope = g.scope AND c.endpoint = g.endpoint AND c.fence = g.fence
RETURNING g.place, g.scope, g.endpoint, g.now_ms, c.activation <> g.activation AS is_over),
ended AS (SELECT h.scope, h.endpoint, h.now_ms, h.is_over AND d.status = 'pending' AS is_canceled, d.*
FROM json_to_recordset($2) AS d(place integer, ${TYPED}) JOIN held AS h ON h.place = d.place),
written AS (INSERT INTO webhook_deliveries AS t (scope, endpoint, ${COLUMNS})
SELECT scope, endpoint, ${DELIVERY_COLUMNS.map((name) => ENDED[name] ?? name).join(', ')} FROM ended
ON CONFLICT (scope, endpoint, event) DO UPDATE SET status = excluded.status, tries_in_round = excluded.tries_in_round,
due_at_ms = excluded.due_at_ms, finished_at_ms = excluded.finished_at_ms, tries = excluded.tries
WHERE t.round <= excluded.round)
SELECT place FROM held`;

const ENQUEUE = `WITH entered AS (SELECT scope, endpoint FROM webhook_cursors
WHERE ${OF_ENDPOINT} AND activation = $5 FOR UPDATE),
written AS (INSERT INTO webhook_deliveries AS t (scope, endpoint, ${COLUMNS})
SELECT c.scope, c.endpoint, w.event, w.event_id, w.type, w.object, 'pending', 1, 0, $3::bigint, NULL, '[]'::json
FROM json_to_recordset($4) AS w(event bigint, event_id text, type text, object text), entered AS c
ON CONFLICT (scope, endpoint, event) DO UPDATE SET status = 'pending', round = t.round + 1, tries_in_round = 0,
due_at_ms = excluded.due_at_ms, finished_at_ms = NULL)
SELECT 1 FROM entered`;
