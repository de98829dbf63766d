/** SQLite's schema, in steps that only ever go forward. A step that has shipped is never edited. */
import { SQLITE_TABLES } from '../kind_table.js';
import type { Migration } from '../migration.js';
import { withSharedSteps } from '../shared_steps.js';

/** Joins what shows as nothing at the ends of a reference, as migration 7 took it away: `blanks.characters`. */
const FROM_BLANKS = `FROM (
  WITH RECURSIVE codes (code, last) AS (VALUES
    (1, 32), (127, 160), (173, 173), (847, 847), (1564, 1564), (4447, 4448), (5760, 5760), (6068, 6069), (6155,
    6159), (8192, 8207), (8232, 8239), (8287, 8303), (10240, 10240), (12288, 12288), (12644, 12644), (65024,
    65039), (65279, 65279), (65440, 65440), (65520, 65531), (113824, 113827), (119155, 119162), (917504, 917631),
    (917760, 917999)
    UNION ALL SELECT code + 1, last FROM codes WHERE code < last
  ) SELECT group_concat(char(code), '') AS characters FROM codes
) AS blanks`;

const OWN_STEPS: readonly Migration[] = [
  {
    number: 1,
    name: 'foundation',
    sql: `
CREATE TABLE installation (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE scopes (
  scope INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  livemode INTEGER NOT NULL,
  last_event INTEGER NOT NULL DEFAULT 0,
  last_at_ms INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE journal (
  position INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  command TEXT NOT NULL,
  actor TEXT NOT NULL,
  request_id TEXT,
  idempotency_key TEXT,
  api_version TEXT NOT NULL,
  first_event INTEGER NOT NULL,
  event_count INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX journal_events ON journal (scope, first_event) WHERE event_count > 0;
CREATE INDEX journal_times ON journal (scope, at_ms);

CREATE TABLE journal_objects (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (scope, id, version)
) WITHOUT ROWID;

CREATE TABLE event_types (
  scope INTEGER NOT NULL, type TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (scope, type, number)
) WITHOUT ROWID;

CREATE TABLE metadata_index (
  scope INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (scope, kind, key, value, id)
) WITHOUT ROWID;

CREATE TABLE idempotency_keys (
  scope INTEGER NOT NULL, key TEXT NOT NULL, at_ms INTEGER NOT NULL, path TEXT NOT NULL, request_hash TEXT NOT NULL,
  request_id TEXT NOT NULL, api_version TEXT NOT NULL, outcome TEXT NOT NULL
);
CREATE UNIQUE INDEX idempotency_keys_key ON idempotency_keys (scope, key);

CREATE TABLE api_keys (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX api_keys_hash ON api_keys (scope, hash);

CREATE TABLE customers (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  deleted INTEGER NOT NULL, email TEXT, name TEXT, phone TEXT,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX customers_email ON customers (scope, email, id) WHERE email IS NOT NULL;

CREATE TABLE payment_attempt_records (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  payment_record TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX payment_attempt_records_payment_record ON payment_attempt_records (scope, payment_record, id);

CREATE TABLE payment_methods (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  allow_redisplay TEXT NOT NULL, customer TEXT, type TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX payment_methods_customer ON payment_methods (scope, customer, id) WHERE customer IS NOT NULL;

CREATE TABLE payment_records (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  state TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
  customer TEXT, card_last4 TEXT, processor_reference TEXT,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX payment_records_state ON payment_records (scope, state, id);
CREATE INDEX payment_records_customer ON payment_records (scope, customer, id) WHERE customer IS NOT NULL;
CREATE INDEX payment_records_processor_reference ON payment_records (scope, processor_reference, id)
  WHERE processor_reference IS NOT NULL;
-- Everything that search filters on, in the order of ids: any mix of filters reads this and no documents, and a new
-- record only appends to it. An index for each field would write to a random page for each field.
CREATE INDEX payment_records_filter ON payment_records
  (scope, id, state, currency, amount, customer, card_last4, processor_reference);

CREATE TABLE payment_record_refunds (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  payment_record TEXT NOT NULL, refund_reference TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX payment_record_refunds_payment_record ON payment_record_refunds (scope, payment_record, id);
CREATE UNIQUE INDEX payment_record_refunds_refund_reference ON payment_record_refunds (scope, refund_reference);
`,
  },
  {
    number: 2,
    name: 'payment intents',
    sql: `
CREATE TABLE balance_transactions (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  available_on INTEGER NOT NULL, currency TEXT NOT NULL, net INTEGER NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX balance_transactions_source ON balance_transactions (scope, source, id);
CREATE INDEX balance_transactions_totals ON balance_transactions
  (scope, currency, available_on, net);

CREATE TABLE charges (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  amount INTEGER NOT NULL, card_brand TEXT, card_exp_month INTEGER, card_exp_year INTEGER, card_fingerprint TEXT, card_last4 TEXT,
  currency TEXT NOT NULL, customer TEXT, disputed INTEGER NOT NULL, payment_intent TEXT NOT NULL, postal_code TEXT, refunded INTEGER NOT NULL, status TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX charges_payment_intent ON charges (scope, payment_intent, id);
CREATE INDEX charges_customer ON charges (scope, customer, id) WHERE customer IS NOT NULL;
CREATE INDEX charges_filter ON charges
  (scope, id, status, currency, amount, customer, disputed, refunded, card_last4, card_brand, card_exp_month, card_exp_year,
   card_fingerprint, postal_code);

CREATE TABLE disputes (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  charge TEXT NOT NULL, due_at INTEGER, payment_intent TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX disputes_charge ON disputes (scope, charge, id);
CREATE INDEX disputes_payment_intent ON disputes (scope, payment_intent, id);
CREATE INDEX disputes_due_at ON disputes (scope, due_at, id) WHERE due_at IS NOT NULL;

CREATE TABLE early_fraud_warnings (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  charge TEXT NOT NULL, payment_intent TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX early_fraud_warnings_charge ON early_fraud_warnings (scope, charge, id);
CREATE INDEX early_fraud_warnings_payment_intent ON early_fraud_warnings (scope, payment_intent, id);

CREATE TABLE payment_intents (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  amount INTEGER NOT NULL, currency TEXT NOT NULL, customer TEXT, due_at INTEGER, status TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX payment_intents_customer ON payment_intents (scope, customer, id) WHERE customer IS NOT NULL;
CREATE INDEX payment_intents_due_at ON payment_intents (scope, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX payment_intents_filter ON payment_intents
  (scope, id, status, currency, amount, customer);

CREATE TABLE refunds (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  charge TEXT NOT NULL, due_at INTEGER, payment_intent TEXT NOT NULL, status TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX refunds_charge ON refunds (scope, charge, id);
CREATE INDEX refunds_payment_intent ON refunds (scope, payment_intent, id);
CREATE INDEX refunds_due_at ON refunds (scope, due_at, id) WHERE due_at IS NOT NULL;

CREATE TABLE setup_attempts (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  setup_intent TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX setup_attempts_setup_intent ON setup_attempts (scope, setup_intent, id);

CREATE TABLE setup_intents (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  customer TEXT, payment_method TEXT, status TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX setup_intents_customer ON setup_intents (scope, customer, id) WHERE customer IS NOT NULL;
CREATE INDEX setup_intents_payment_method ON setup_intents (scope, payment_method, id) WHERE payment_method IS NOT NULL;
`,
  },
  {
    number: 3,
    name: 'webhooks',
    sql: `
CREATE TABLE webhook_endpoints (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  slot TEXT,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX webhook_endpoints_slot ON webhook_endpoints (scope, slot) WHERE slot IS NOT NULL;

-- What follows is not history: it says what has been sent where, and no journal holds it.
CREATE TABLE webhook_cursors (
  scope INTEGER NOT NULL, endpoint TEXT NOT NULL, activation INTEGER NOT NULL, handed INTEGER NOT NULL,
  failing_since_ms INTEGER, fence INTEGER NOT NULL, holder TEXT NOT NULL, lease_until_ms INTEGER NOT NULL,
  PRIMARY KEY (scope, endpoint)
) WITHOUT ROWID;

CREATE TABLE webhook_deliveries (
  scope INTEGER NOT NULL, endpoint TEXT NOT NULL, event INTEGER NOT NULL, event_id TEXT NOT NULL, type TEXT NOT NULL,
  object TEXT NOT NULL, status TEXT NOT NULL, round INTEGER NOT NULL, tries_in_round INTEGER NOT NULL,
  due_at_ms INTEGER, finished_at_ms INTEGER, tries TEXT NOT NULL,
  PRIMARY KEY (scope, endpoint, event)
) WITHOUT ROWID;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (scope, endpoint, due_at_ms, event) WHERE due_at_ms IS NOT NULL;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (scope, endpoint, object, event) WHERE due_at_ms IS NOT NULL;
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (scope, endpoint, event) WHERE status = 'failed';
CREATE INDEX webhook_deliveries_finished ON webhook_deliveries (finished_at_ms) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX webhook_deliveries_event ON webhook_deliveries (scope, event);
`,
  },
  {
    number: 4,
    name: 'dashboard',
    sql: `
ALTER TABLE payment_records ADD COLUMN amount_guaranteed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payment_records ADD COLUMN amount_refunded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payment_records ADD COLUMN decline_reason TEXT;
ALTER TABLE payment_records ADD COLUMN email TEXT;
ALTER TABLE payment_records ADD COLUMN method TEXT NOT NULL DEFAULT '';
ALTER TABLE payment_records ADD COLUMN processor TEXT NOT NULL DEFAULT '';
DROP INDEX payment_records_filter;
UPDATE payment_records SET
  amount = coalesce(document ->> '$.amounts.intended', document ->> '$.amounts.requested'),
  amount_guaranteed = coalesce(document ->> '$.amounts.guaranteed', 0),
  amount_refunded = coalesce(document ->> '$.amounts.refunded', 0),
  email = lower(substr(document ->> '$.customer_details.email', 1, 254)),
  method = CASE
    WHEN document -> '$.payment_method_details' IS NULL THEN ''
    WHEN document -> '$.payment_method_details.card' IS NOT NULL THEN document ->> '$.payment_method_details.card.brand'
    ELSE (document ->> '$.payment_method_details.type') || coalesce(': ' || substr(coalesce(
      document ->> '$.payment_method_details.custom.display_name', document ->> '$.payment_method_details.custom.type'), 1, 60), '')
  END,
  processor = CASE
    WHEN document -> '$.latest_payment_attempt_record' IS NULL THEN ''
    WHEN document -> '$.payment_intent' IS NOT NULL AND document ->> '$.processor_details.type' = 'custom' THEN 'sandbox'
    ELSE document ->> '$.processor_details.type'
  END;
CREATE INDEX payment_records_email ON payment_records (scope, email, id) WHERE email IS NOT NULL;
CREATE INDEX payment_records_filter ON payment_records
  (scope, id, state, currency, amount, customer, card_last4, processor_reference, processor, method, decline_reason);
-- For lists and counts of those that were declined, which are few. What was there before does not know why it failed.
CREATE INDEX payment_records_decline_reason ON payment_records (scope, currency, decline_reason, id)
  WHERE decline_reason IS NOT NULL;
-- For sums by time: within one combination of values ids are in the order of time, and a new record appends.
CREATE INDEX payment_records_totals ON payment_records
  (scope, currency, state, processor, method, id, amount_guaranteed, amount_refunded);

ALTER TABLE disputes ADD COLUMN status TEXT NOT NULL DEFAULT '';
UPDATE disputes SET status = document ->> '$.status';
CREATE INDEX disputes_status ON disputes (scope, status, id);

ALTER TABLE payment_intents ADD COLUMN amount_capturable INTEGER;
UPDATE payment_intents SET amount_capturable = document ->> '$.amount_capturable';
CREATE INDEX payment_intents_capturable ON payment_intents (scope, currency, amount_capturable)
  WHERE amount_capturable IS NOT NULL;

-- What was asked over HTTP: kept for a while, and no part of the history.
CREATE TABLE request_logs (
  scope INTEGER NOT NULL, id TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL,
  key TEXT NOT NULL, details TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX request_logs_filter ON request_logs (scope, id, method, path, status, key);
CREATE INDEX request_logs_refused ON request_logs (scope, id, status) WHERE status >= 400;
`,
  },
  {
    number: 5,
    name: 'test clocks',
    sql: `
CREATE TABLE test_clocks (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  deleted INTEGER NOT NULL, due_at INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX test_clocks_due_at ON test_clocks (scope, due_at, id) WHERE due_at IS NOT NULL;

ALTER TABLE customers ADD COLUMN test_clock TEXT;
CREATE INDEX customers_test_clock ON customers (scope, test_clock, id) WHERE test_clock IS NOT NULL;

ALTER TABLE balance_transactions ADD COLUMN due_test_clock TEXT;
CREATE INDEX balance_transactions_due_test_clock ON balance_transactions (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;

ALTER TABLE disputes ADD COLUMN due_test_clock TEXT;
CREATE INDEX disputes_due_test_clock ON disputes (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;

ALTER TABLE payment_intents ADD COLUMN due_test_clock TEXT;
CREATE INDEX payment_intents_due_test_clock ON payment_intents (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;

ALTER TABLE refunds ADD COLUMN due_test_clock TEXT;
CREATE INDEX refunds_due_test_clock ON refunds (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;
`,
  },
  {
    number: 6,
    name: 'chained journal',
    sql: `
-- Where the chain of each scope's journal ends: see chain.ts.
ALTER TABLE scopes ADD COLUMN head_position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN head_hash TEXT NOT NULL DEFAULT '';

-- What is there has none yet. A process that knows nothing of the chain cannot write past it.
ALTER TABLE journal ADD COLUMN hash TEXT;
CREATE TRIGGER journal_is_chained BEFORE INSERT ON journal WHEN NEW.hash IS NULL BEGIN
  SELECT RAISE(ABORT, 'a newer Daybook has migrated the database: stop this process, and start the newer version');
END;

-- Of the text of each migration that was applied.
CREATE TABLE migration_hashes (number INTEGER PRIMARY KEY, hash TEXT NOT NULL);
`,
  },
  {
    number: 7,
    name: 'when payments happened',
    sql: `
-- The times are in the attempts; records are given them, in their documents too, as new records have them there. Tables
-- are read in their own order, for which a condition that always holds is needed: in that of an index, as SQLite would do
-- otherwise, each document is on another page.
ALTER TABLE payment_attempt_records ADD COLUMN happened INTEGER NOT NULL DEFAULT 0;
UPDATE payment_attempt_records SET happened = document ->> '$.initiated_at' WHERE (scope, id) >= (0, '');

DROP INDEX payment_records_totals;
DROP INDEX payment_records_filter;
ALTER TABLE payment_records DROP COLUMN amount_refunded;
ALTER TABLE payment_records ADD COLUMN happened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payment_records ADD COLUMN outcome_happened INTEGER;
WITH found AS MATERIALIZED (
  SELECT r.scope, r.id, r.state,
    coalesce(CASE WHEN r.document ->> '$.reported_by' = 'self' THEN (
      SELECT min(a.happened) FROM payment_attempt_records AS a
        INDEXED BY payment_attempt_records_payment_record
      WHERE a.scope = r.scope AND a.payment_record = r.id
    ) END, r.document ->> '$.created') AS happened,
    CASE r.state
      WHEN 'failed' THEN latest.document ->> '$.failed_at'
      WHEN 'canceled' THEN coalesce(i.document ->> '$.canceled_at', latest.document ->> '$.canceled_at')
      WHEN 'initiated' THEN NULL
      WHEN 'authorized' THEN NULL
      ELSE latest.document ->> '$.guaranteed_at'
    END AS outcome
  FROM payment_records AS r
  LEFT JOIN payment_attempt_records AS latest
    ON latest.scope = r.scope AND latest.id = r.document ->> '$.latest_payment_attempt_record'
  LEFT JOIN payment_intents AS i ON i.scope = r.scope AND i.id = r.document ->> '$.payment_intent'
  WHERE (r.scope, r.id) >= (0, '')
), times AS MATERIALIZED (
  -- Without a time of its outcome, the money of a payment would be missing from every sum.
  SELECT scope, id, happened,
    coalesce(outcome, CASE WHEN state NOT IN ('initiated', 'authorized') THEN happened END) AS outcome_happened
  FROM found
)
UPDATE payment_records SET
  happened = times.happened,
  outcome_happened = times.outcome_happened,
  document = substr(document, 1, length(document) - 1) || ',"happened":' || times.happened
    || coalesce(',"outcome_happened":' || times.outcome_happened, '') || '}'
FROM times
WHERE times.scope = payment_records.scope AND times.id = payment_records.id;
-- For sums by when payments were recorded; a new record appends.
CREATE INDEX payment_records_totals ON payment_records
  (scope, currency, state, processor, method, id, amount_guaranteed);
-- For sums by when they were begun, and by when their outcome was known.
CREATE INDEX payment_records_begun ON payment_records (scope, currency, processor, method, happened);
CREATE INDEX payment_records_outcomes ON payment_records
  (scope, currency, state, processor, method, outcome_happened, amount_guaranteed) WHERE outcome_happened IS NOT NULL;
CREATE INDEX payment_records_declined ON payment_records (scope, currency, decline_reason, outcome_happened)
  WHERE decline_reason IS NOT NULL;
-- Everything that is filtered by, in the order in which payments were recorded, and in that in which they happened.
CREATE INDEX payment_records_filter ON payment_records
  (scope, id, state, currency, amount, customer, card_last4, processor_reference, processor, method, decline_reason,
   happened, outcome_happened);
CREATE INDEX payment_records_happened ON payment_records
  (scope, happened, id, state, currency, amount, customer, card_last4, processor_reference, processor, method,
   decline_reason, outcome_happened);

-- References are compared without the blanks around them.
UPDATE payment_records SET processor_reference = nullif(trim(processor_reference, blanks.characters), '')
${FROM_BLANKS}
WHERE processor_reference IS NOT NULL AND trim(processor_reference, blanks.characters) <> processor_reference;

ALTER TABLE payment_record_refunds ADD COLUMN amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payment_record_refunds ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE payment_record_refunds ADD COLUMN happened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payment_record_refunds ADD COLUMN trimmed_reference TEXT NOT NULL DEFAULT '';
UPDATE payment_record_refunds SET
  amount = document ->> '$.amount',
  currency = document ->> '$.currency',
  happened = document ->> '$.refunded_at',
  trimmed_reference = trim(refund_reference, blanks.characters)
${FROM_BLANKS};
CREATE INDEX payment_record_refunds_happened ON payment_record_refunds (scope, happened, id);
CREATE INDEX payment_record_refunds_totals ON payment_record_refunds (scope, currency, happened, amount);
CREATE INDEX payment_record_refunds_recorded ON payment_record_refunds (scope, currency, id, amount);
-- Not unique: before this step references could differ by blanks alone. Newer ones are stored without, and
-- payment_record_refunds_refund_reference keeps those unique.
CREATE INDEX payment_record_refunds_trimmed_reference ON payment_record_refunds (scope, trimmed_reference, id);

ALTER TABLE refunds ADD COLUMN amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE refunds ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE refunds ADD COLUMN happened INTEGER NOT NULL DEFAULT 0;
UPDATE refunds SET
  amount = document ->> '$.amount', currency = document ->> '$.currency', happened = document ->> '$.created'
WHERE (scope, id) >= (0, '');
CREATE INDEX refunds_happened ON refunds (scope, happened, id);
CREATE INDEX refunds_totals ON refunds (scope, currency, status, happened, amount);
`,
  },
  {
    number: 8,
    name: 'when what is under a test clock was made',
    sql: [
      'balance_transactions',
      'charges',
      'customers',
      'disputes',
      'early_fraud_warnings',
      'payment_intents',
      'payment_records',
      'refunds',
      'setup_attempts',
      'setup_intents',
    ]
      .map(
        (table) => `
ALTER TABLE ${table} ADD COLUMN created_on_clock INTEGER;
UPDATE ${table} SET created_on_clock = document ->> '$.created' WHERE document ->> '$.test_clock' IS NOT NULL;
CREATE INDEX ${table}_created_on_clock ON ${table} (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;
`,
      )
      .join(''),
  },
  {
    number: 9,
    name: 'payments that are decided soon are summed up once',
    sql: `
-- Of most payments beginning and outcome lie in the same quarter of an hour. Those count in one pass over one index; the
-- others, in one for each time. The two columns before are read at the bounds that lie within a quarter.
DROP INDEX payment_records_begun;
DROP INDEX payment_records_outcomes;
ALTER TABLE payment_records ADD COLUMN decided_soon INTEGER;
ALTER TABLE payment_records ADD COLUMN begun_apart INTEGER;
ALTER TABLE payment_records ADD COLUMN decided_apart INTEGER;
UPDATE payment_records SET decided_soon = happened WHERE (scope, id) >= (0, '') AND outcome_happened / 900 = happened / 900;
UPDATE payment_records SET begun_apart = happened, decided_apart = outcome_happened WHERE (scope, id) >= (0, '') AND decided_soon IS NULL;
CREATE INDEX payment_records_soon ON payment_records
  (scope, currency, state, processor, method, decided_soon, outcome_happened, amount_guaranteed)
  WHERE decided_soon IS NOT NULL;
CREATE INDEX payment_records_begun ON payment_records
  (scope, currency, state, processor, method, begun_apart) WHERE begun_apart IS NOT NULL;
CREATE INDEX payment_records_decided ON payment_records
  (scope, currency, state, processor, method, decided_apart, amount_guaranteed) WHERE decided_apart IS NOT NULL;
`,
  },
  {
    number: 10,
    name: 'setup intents that fall due',
    sql: `
-- Nothing that is stored is due: until now nothing was open beyond the commit that asked.
ALTER TABLE setup_intents ADD COLUMN due_at INTEGER;
ALTER TABLE setup_intents ADD COLUMN due_test_clock TEXT;
CREATE INDEX setup_intents_due_at ON setup_intents (scope, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX setup_intents_due_test_clock ON setup_intents (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;
`,
  },
];

export const MIGRATIONS = withSharedSteps(OWN_STEPS, SQLITE_TABLES);
