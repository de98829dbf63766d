-- step 1: b7e75fb932b149e3023771f5103f338390a343d7047f1afbb5c5fe3594cf9e42
-- step 2: 6383240311e92485d0bdf48e200a7f8db00a9dc425a37949b8df6ab8c8961610
-- step 3: 5de31b66d3e1aeb2a888f6cea0994d49f30af4e55fe09cc3c93ed42e52eba9ef
-- step 4: f0f9d357966cc150975daf66328f09c3f1cc822db424df5aff9dc4334bef0b57
-- step 5: 02bcd005a0888b74ca93b953ed3b7c5c8e5730a9e4f9ee14f4709c738f714685
-- step 6: 2d756aa61458131c50512e1c472cd04b9478a756e0933cfcdd8fda54dca3da72
-- step 7: 87c3f2114b106132b7be018690758f484b1f910237b9421794f79204dc309d0d
-- step 8: d99e789358ce8eef62cb4d39d5ebfd76e42637eda966b389516c9932b076ded6
-- step 9: dde107d10c012c560bff48d5bdd3c7eee1fe621276bdb2569de92e50d3f24022
-- step 10: c4987a91f9236c88a98dd682032ad5653c1ada3bf6bd780d7c02b13464f431cb
-- step 11: be409a1efb55b67a439fdbf90239fda1e8ed86b58f3601eee39ed168b86a06ef
-- step 12: 6531bca94e98a51853212710d150e74cd573b3db892ffe67542fcb43d947937a
-- step 13: 785b8d075c50efabfe3c9eb6ee892b85c0e3587f3e62a72e3d482089760ec8c9
-- step 14: d9a4e8dfed98139119b7640ebf78246cf80bfdbf1a73499920acf423eb30e869

CREATE TABLE api_keys (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX api_keys_hash ON api_keys (scope, hash);

CREATE TABLE balance_transactions (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  available_on INTEGER NOT NULL, currency TEXT NOT NULL, net INTEGER NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL, due_test_clock TEXT, created_on_clock INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX balance_transactions_created_on_clock ON balance_transactions (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX balance_transactions_due_test_clock ON balance_transactions (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;

CREATE INDEX balance_transactions_source ON balance_transactions (scope, source, id);

CREATE INDEX balance_transactions_totals ON balance_transactions
  (scope, currency, available_on, net);

CREATE TABLE charges (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  amount INTEGER NOT NULL, card_brand TEXT, card_exp_month INTEGER, card_exp_year INTEGER, card_fingerprint TEXT, card_last4 TEXT,
  currency TEXT NOT NULL, customer TEXT, disputed INTEGER NOT NULL, payment_intent TEXT NOT NULL, postal_code TEXT, refunded INTEGER NOT NULL, status TEXT NOT NULL, created_on_clock INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX charges_created_on_clock ON charges (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX charges_customer ON charges (scope, customer, id) WHERE customer IS NOT NULL;

CREATE INDEX charges_filter ON charges
  (scope, id, status, currency, amount, customer, disputed, refunded, card_last4, card_brand, card_exp_month, card_exp_year,
   card_fingerprint, postal_code);

CREATE INDEX charges_payment_intent ON charges (scope, payment_intent, id);

CREATE TABLE customers (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  deleted INTEGER NOT NULL, email TEXT, name TEXT, phone TEXT, test_clock TEXT, created_on_clock INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX customers_created_on_clock ON customers (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX customers_email ON customers (scope, email, id) WHERE email IS NOT NULL;

CREATE INDEX customers_test_clock ON customers (scope, test_clock, id) WHERE test_clock IS NOT NULL;

CREATE TABLE disputes (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  charge TEXT NOT NULL, due_at INTEGER, payment_intent TEXT NOT NULL, status TEXT NOT NULL DEFAULT '', due_test_clock TEXT, created_on_clock INTEGER, evidence_due_by INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX disputes_charge ON disputes (scope, charge, id);

CREATE INDEX disputes_created_on_clock ON disputes (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX disputes_due_at ON disputes (scope, due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX disputes_due_test_clock ON disputes (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;

CREATE INDEX disputes_evidence_due_by ON disputes (scope, status, evidence_due_by, id);

CREATE INDEX disputes_payment_intent ON disputes (scope, payment_intent, id);

CREATE INDEX disputes_status ON disputes (scope, status, id);

CREATE TABLE early_fraud_warnings (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  charge TEXT NOT NULL, payment_intent TEXT NOT NULL, created_on_clock INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX early_fraud_warnings_charge ON early_fraud_warnings (scope, charge, id);

CREATE INDEX early_fraud_warnings_created_on_clock ON early_fraud_warnings (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX early_fraud_warnings_payment_intent ON early_fraud_warnings (scope, payment_intent, id);

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

CREATE TRIGGER journal_is_chained BEFORE INSERT ON journal WHEN NEW.hash IS NULL BEGIN
  SELECT RAISE(ABORT, 'a newer Daybook has migrated the database: stop this process, and start the newer version');
END;

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
, hash TEXT);

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

CREATE TABLE migration_hashes (number INTEGER PRIMARY KEY, hash TEXT NOT NULL);

CREATE TABLE payment_attempt_records (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  payment_record TEXT NOT NULL, happened INTEGER NOT NULL DEFAULT 0, claimed_reference TEXT,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX payment_attempt_records_claimed_reference
        ON payment_attempt_records (scope, claimed_reference) WHERE claimed_reference IS NOT NULL;

CREATE INDEX payment_attempt_records_payment_record ON payment_attempt_records (scope, payment_record, id);

CREATE TABLE payment_intents (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  amount INTEGER NOT NULL, currency TEXT NOT NULL, customer TEXT, due_at INTEGER, status TEXT NOT NULL, amount_capturable INTEGER, due_test_clock TEXT, created_on_clock INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX payment_intents_capturable ON payment_intents (scope, currency, amount_capturable)
  WHERE amount_capturable IS NOT NULL;

CREATE INDEX payment_intents_created_on_clock ON payment_intents (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX payment_intents_customer ON payment_intents (scope, customer, id) WHERE customer IS NOT NULL;

CREATE INDEX payment_intents_due_at ON payment_intents (scope, due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX payment_intents_due_test_clock ON payment_intents (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;

CREATE INDEX payment_intents_filter ON payment_intents
  (scope, id, status, currency, amount, customer);

CREATE TABLE payment_methods (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  allow_redisplay TEXT NOT NULL, customer TEXT, type TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX payment_methods_customer ON payment_methods (scope, customer, id) WHERE customer IS NOT NULL;

CREATE TABLE payment_record_refunds (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  payment_record TEXT NOT NULL, refund_reference TEXT NOT NULL, amount INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL DEFAULT '', happened INTEGER NOT NULL DEFAULT 0, trimmed_reference TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX payment_record_refunds_happened ON payment_record_refunds (scope, happened, id);

CREATE INDEX payment_record_refunds_payment_record ON payment_record_refunds (scope, payment_record, id);

CREATE INDEX payment_record_refunds_recorded ON payment_record_refunds (scope, currency, id, amount);

CREATE UNIQUE INDEX payment_record_refunds_refund_reference ON payment_record_refunds (scope, refund_reference);

CREATE INDEX payment_record_refunds_totals ON payment_record_refunds (scope, currency, happened, amount);

CREATE INDEX payment_record_refunds_trimmed_reference ON payment_record_refunds (scope, trimmed_reference, id);

CREATE TABLE payment_records (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  state TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
  customer TEXT, card_last4 TEXT, processor_reference TEXT, amount_guaranteed INTEGER NOT NULL DEFAULT 0, decline_reason TEXT, email TEXT, method TEXT NOT NULL DEFAULT '', processor TEXT NOT NULL DEFAULT '', happened INTEGER NOT NULL DEFAULT 0, outcome_happened INTEGER, created_on_clock INTEGER, decided_soon INTEGER, begun_apart INTEGER, decided_apart INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX payment_records_begun ON payment_records
  (scope, currency, state, processor, method, begun_apart) WHERE begun_apart IS NOT NULL;

CREATE INDEX payment_records_created_on_clock ON payment_records (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX payment_records_customer ON payment_records (scope, customer, id) WHERE customer IS NOT NULL;

CREATE INDEX payment_records_decided ON payment_records
  (scope, currency, state, processor, method, decided_apart, amount_guaranteed) WHERE decided_apart IS NOT NULL;

CREATE INDEX payment_records_decline_reason ON payment_records (scope, currency, decline_reason, id)
  WHERE decline_reason IS NOT NULL;

CREATE INDEX payment_records_declined ON payment_records (scope, currency, decline_reason, outcome_happened)
  WHERE decline_reason IS NOT NULL;

CREATE INDEX payment_records_email ON payment_records (scope, email, id) WHERE email IS NOT NULL;

CREATE INDEX payment_records_filter ON payment_records
  (scope, id, state, currency, amount, customer, card_last4, processor_reference, processor, method, decline_reason,
   happened, outcome_happened);

CREATE INDEX payment_records_happened ON payment_records
  (scope, happened, id, state, currency, amount, customer, card_last4, processor_reference, processor, method,
   decline_reason, outcome_happened);

CREATE INDEX payment_records_processor_reference ON payment_records (scope, processor_reference, id)
  WHERE processor_reference IS NOT NULL;

CREATE INDEX payment_records_soon ON payment_records
  (scope, currency, state, processor, method, decided_soon, outcome_happened, amount_guaranteed)
  WHERE decided_soon IS NOT NULL;

CREATE INDEX payment_records_state ON payment_records (scope, state, id);

CREATE INDEX payment_records_totals ON payment_records
  (scope, currency, state, processor, method, id, amount_guaranteed);

CREATE TABLE refunds (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  charge TEXT NOT NULL, due_at INTEGER, payment_intent TEXT NOT NULL, status TEXT NOT NULL, due_test_clock TEXT, amount INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL DEFAULT '', happened INTEGER NOT NULL DEFAULT 0, created_on_clock INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX refunds_charge ON refunds (scope, charge, id);

CREATE INDEX refunds_created_on_clock ON refunds (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX refunds_due_at ON refunds (scope, due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX refunds_due_test_clock ON refunds (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;

CREATE INDEX refunds_happened ON refunds (scope, happened, id);

CREATE INDEX refunds_payment_intent ON refunds (scope, payment_intent, id);

CREATE INDEX refunds_totals ON refunds (scope, currency, status, happened, amount);

CREATE TABLE request_logs (
  scope INTEGER NOT NULL, id TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL,
  key TEXT NOT NULL, details TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX request_logs_filter ON request_logs (scope, id, method, path, status, key);

CREATE INDEX request_logs_refused ON request_logs (scope, id, status) WHERE status >= 400;

CREATE TABLE scopes (
  scope INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  livemode INTEGER NOT NULL,
  last_event INTEGER NOT NULL DEFAULT 0,
  last_at_ms INTEGER NOT NULL DEFAULT 0
, head_position INTEGER NOT NULL DEFAULT 0, head_hash TEXT NOT NULL DEFAULT '');

CREATE TABLE setup_attempts (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  setup_intent TEXT NOT NULL, created_on_clock INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX setup_attempts_created_on_clock ON setup_attempts (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX setup_attempts_setup_intent ON setup_attempts (scope, setup_intent, id);

CREATE TABLE setup_intents (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  customer TEXT, payment_method TEXT, status TEXT NOT NULL, created_on_clock INTEGER, due_at INTEGER, due_test_clock TEXT,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX setup_intents_created_on_clock ON setup_intents (scope, created_on_clock, id) WHERE created_on_clock IS NOT NULL;

CREATE INDEX setup_intents_customer ON setup_intents (scope, customer, id) WHERE customer IS NOT NULL;

CREATE INDEX setup_intents_due_at ON setup_intents (scope, due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX setup_intents_due_test_clock ON setup_intents (scope, due_test_clock, id) WHERE due_test_clock IS NOT NULL;

CREATE INDEX setup_intents_payment_method ON setup_intents (scope, payment_method, id) WHERE payment_method IS NOT NULL;

CREATE TABLE tax_rates (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  active INTEGER,
  inclusive INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE TABLE test_clocks (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  deleted INTEGER NOT NULL, due_at INTEGER,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX test_clocks_due_at ON test_clocks (scope, due_at, id) WHERE due_at IS NOT NULL;

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

CREATE INDEX webhook_deliveries_event ON webhook_deliveries (scope, event);

CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (scope, endpoint, event) WHERE status = 'failed';

CREATE INDEX webhook_deliveries_finished ON webhook_deliveries (finished_at_ms) WHERE finished_at_ms IS NOT NULL;

CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (scope, endpoint, object, event) WHERE due_at_ms IS NOT NULL;

CREATE TABLE webhook_endpoints (
  scope INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  slot TEXT,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX webhook_endpoints_slot ON webhook_endpoints (scope, slot) WHERE slot IS NOT NULL;
