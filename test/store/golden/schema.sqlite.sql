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

CREATE TABLE event_types (
  scope INTEGER NOT NULL, type TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (scope, type, number)
) WITHOUT ROWID;

CREATE TABLE idempotency_keys (
  scope INTEGER NOT NULL, key TEXT NOT NULL, at_ms INTEGER NOT NULL, path TEXT NOT NULL, request_hash TEXT NOT NULL,
  request_id TEXT NOT NULL, api_version TEXT NOT NULL, outcome TEXT NOT NULL
);

CREATE UNIQUE INDEX idempotency_keys_key ON idempotency_keys (scope, key);

CREATE TABLE installation (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

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

CREATE TABLE metadata_index (
  scope INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (scope, kind, key, value, id)
) WITHOUT ROWID;

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

CREATE TABLE payment_record_refunds (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  payment_record TEXT NOT NULL, refund_reference TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX payment_record_refunds_payment_record ON payment_record_refunds (scope, payment_record, id);

CREATE UNIQUE INDEX payment_record_refunds_refund_reference ON payment_record_refunds (scope, refund_reference);

CREATE TABLE payment_records (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  state TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
  customer TEXT, card_last4 TEXT, processor_reference TEXT,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX payment_records_customer ON payment_records (scope, customer, id) WHERE customer IS NOT NULL;

CREATE INDEX payment_records_filter ON payment_records
  (scope, id, state, currency, amount, customer, card_last4, processor_reference);

CREATE INDEX payment_records_processor_reference ON payment_records (scope, processor_reference, id)
  WHERE processor_reference IS NOT NULL;

CREATE INDEX payment_records_state ON payment_records (scope, state, id);

CREATE TABLE scopes (
  scope INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  livemode INTEGER NOT NULL,
  last_event INTEGER NOT NULL DEFAULT 0,
  last_at_ms INTEGER NOT NULL DEFAULT 0
);
