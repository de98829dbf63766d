-- step 1: ec0f8a46b403223844d7907b4cb22140e31c23a103f9ca403252c2616482c210
-- step 2: 22da5402fc9b87842253ef8c7c4aec47bf59c6700521b91758b6b0d9a987c1fa
-- step 3: 405cf0966f75be37db1efb9cff07104e946e1b583034dea68df5798733680dd4
-- step 4: 95a1fb4dcc8cfb6d3f6a425d48e401a58117e119bc5240850d4a3cd0060a4222
-- step 5: 6c7878f1b3dc5460a953c0262afccdc8d7e31eff04c522d6d7f4d3a9bccbf4d6
-- step 6: 34e708501310498e7d08f6333df875d9d7bb45ec129fb9cf5e5d912aa28a58ad
-- step 7: 1d06e004f7c09c513a1b2cbcd2bb1803b9a4e68c9fda99f062bce9d35e7823f9
-- step 8: 39d05240bbfe317c935116e0ed6e3ee2f00d530add66ad0af11faa464a6c642e
-- step 9: 4e164b5d58c9d6abc4f3e8afca897b4326022ec47b59c15fb16951418a75eb82
-- step 10: 5c679ed727e3c1e71809f53504fcdf6b212fd49b2f9382fe9536638dfa86cb9c
-- step 11: 39e5d861b60236d12e88426c2bf35fdb8c8915f73900c132c70e49d7b6e5f6af
-- step 12: 6531bca94e98a51853212710d150e74cd573b3db892ffe67542fcb43d947937a
-- step 13: 9d308e956c332930b6c56d520617a0007024e4d220708daf37285f60c4b8c5c8
-- step 14: cabb1d6ceecc161994a2e05840dc881e660a6ad8765fa9eac15c2065d2acfc1e

CREATE TABLE api_keys (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  hash text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX api_keys_hash ON public.api_keys USING btree (scope, hash);
CREATE UNIQUE INDEX api_keys_pkey ON public.api_keys USING btree (scope, id);

CREATE TABLE balance_transactions (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  available_on bigint NOT NULL,
  currency text COLLATE "C" NOT NULL,
  net bigint NOT NULL,
  source text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  due_test_clock text COLLATE "C",
  created_on_clock bigint
);
CREATE INDEX balance_transactions_created_on_clock ON public.balance_transactions USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX balance_transactions_due_test_clock ON public.balance_transactions USING btree (scope, due_test_clock, id) WHERE (due_test_clock IS NOT NULL);
CREATE UNIQUE INDEX balance_transactions_pkey ON public.balance_transactions USING btree (scope, id);
CREATE INDEX balance_transactions_source ON public.balance_transactions USING btree (scope, source, id);
CREATE INDEX balance_transactions_totals ON public.balance_transactions USING btree (scope, currency, available_on, net);

CREATE TABLE charges (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  amount bigint NOT NULL,
  card_brand text COLLATE "C",
  card_exp_month bigint,
  card_exp_year bigint,
  card_fingerprint text COLLATE "C",
  card_last4 text COLLATE "C",
  currency text COLLATE "C" NOT NULL,
  customer text COLLATE "C",
  disputed bigint NOT NULL,
  payment_intent text COLLATE "C" NOT NULL,
  postal_code text COLLATE "C",
  refunded bigint NOT NULL,
  status text COLLATE "C" NOT NULL,
  created_on_clock bigint
);
CREATE INDEX charges_created_on_clock ON public.charges USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX charges_customer ON public.charges USING btree (scope, customer, id) WHERE (customer IS NOT NULL);
CREATE INDEX charges_filter ON public.charges USING btree (scope, id, status, currency, amount, customer, disputed, refunded, card_last4, card_brand, card_exp_month, card_exp_year, card_fingerprint, postal_code);
CREATE INDEX charges_payment_intent ON public.charges USING btree (scope, payment_intent, id);
CREATE UNIQUE INDEX charges_pkey ON public.charges USING btree (scope, id);

CREATE TABLE customers (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  deleted bigint NOT NULL,
  email text COLLATE "C",
  name text COLLATE "C",
  phone text COLLATE "C",
  test_clock text COLLATE "C",
  created_on_clock bigint
);
CREATE INDEX customers_created_on_clock ON public.customers USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX customers_email ON public.customers USING btree (scope, email, id) WHERE (email IS NOT NULL);
CREATE UNIQUE INDEX customers_pkey ON public.customers USING btree (scope, id);
CREATE INDEX customers_test_clock ON public.customers USING btree (scope, test_clock, id) WHERE (test_clock IS NOT NULL);

CREATE TABLE disputes (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  charge text COLLATE "C" NOT NULL,
  due_at bigint,
  payment_intent text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL DEFAULT ''::text,
  due_test_clock text COLLATE "C",
  created_on_clock bigint,
  evidence_due_by bigint NOT NULL DEFAULT 0
);
CREATE INDEX disputes_charge ON public.disputes USING btree (scope, charge, id);
CREATE INDEX disputes_created_on_clock ON public.disputes USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX disputes_due_at ON public.disputes USING btree (scope, due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX disputes_due_test_clock ON public.disputes USING btree (scope, due_test_clock, id) WHERE (due_test_clock IS NOT NULL);
CREATE INDEX disputes_evidence_due_by ON public.disputes USING btree (scope, status, evidence_due_by, id);
CREATE INDEX disputes_payment_intent ON public.disputes USING btree (scope, payment_intent, id);
CREATE UNIQUE INDEX disputes_pkey ON public.disputes USING btree (scope, id);
CREATE INDEX disputes_status ON public.disputes USING btree (scope, status, id);

CREATE TABLE early_fraud_warnings (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  charge text COLLATE "C" NOT NULL,
  payment_intent text COLLATE "C" NOT NULL,
  created_on_clock bigint
);
CREATE INDEX early_fraud_warnings_charge ON public.early_fraud_warnings USING btree (scope, charge, id);
CREATE INDEX early_fraud_warnings_created_on_clock ON public.early_fraud_warnings USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX early_fraud_warnings_payment_intent ON public.early_fraud_warnings USING btree (scope, payment_intent, id);
CREATE UNIQUE INDEX early_fraud_warnings_pkey ON public.early_fraud_warnings USING btree (scope, id);

CREATE TABLE event_types (
  scope integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  number bigint NOT NULL
);
CREATE UNIQUE INDEX event_types_pkey ON public.event_types USING btree (scope, type, number);

CREATE TABLE idempotency_keys (
  scope integer NOT NULL,
  key text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  path text COLLATE "C" NOT NULL,
  request_hash text COLLATE "C" NOT NULL,
  request_id text COLLATE "C" NOT NULL,
  api_version text COLLATE "C" NOT NULL,
  outcome json NOT NULL
);
CREATE INDEX idempotency_keys_at_ms ON public.idempotency_keys USING btree (at_ms);
CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (scope, key);

CREATE TABLE installation (
  name text COLLATE "C" NOT NULL,
  value text NOT NULL
);
CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (name);

CREATE TABLE journal (
  position bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  scope integer NOT NULL,
  at_ms bigint NOT NULL,
  command text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  request_id text COLLATE "C",
  idempotency_key text COLLATE "C",
  api_version text COLLATE "C" NOT NULL,
  first_event bigint NOT NULL,
  event_count bigint NOT NULL,
  body json NOT NULL,
  hash text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX journal_events ON public.journal USING btree (scope, first_event) WHERE (event_count > 0);
CREATE UNIQUE INDEX journal_pkey ON public.journal USING btree ("position");
CREATE INDEX journal_times ON public.journal USING btree (scope, at_ms, "position");

CREATE TABLE journal_objects (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  position bigint NOT NULL
);
CREATE UNIQUE INDEX journal_objects_pkey ON public.journal_objects USING btree (scope, id, version);

CREATE TABLE metadata_index (
  scope integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX metadata_index_pkey ON public.metadata_index USING btree (scope, kind, key, value, id);

CREATE TABLE migration_hashes (
  number integer NOT NULL,
  hash text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX migration_hashes_pkey ON public.migration_hashes USING btree (number);

CREATE TABLE payment_attempt_records (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  payment_record text COLLATE "C" NOT NULL,
  happened bigint NOT NULL DEFAULT 0,
  claimed_reference text COLLATE "C"
);
CREATE UNIQUE INDEX payment_attempt_records_claimed_reference ON public.payment_attempt_records USING btree (scope, claimed_reference) WHERE (claimed_reference IS NOT NULL);
CREATE INDEX payment_attempt_records_payment_record ON public.payment_attempt_records USING btree (scope, payment_record, id);
CREATE UNIQUE INDEX payment_attempt_records_pkey ON public.payment_attempt_records USING btree (scope, id);

CREATE TABLE payment_intents (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  amount bigint NOT NULL,
  currency text COLLATE "C" NOT NULL,
  customer text COLLATE "C",
  due_at bigint,
  status text COLLATE "C" NOT NULL,
  amount_capturable bigint,
  due_test_clock text COLLATE "C",
  created_on_clock bigint
);
CREATE INDEX payment_intents_capturable ON public.payment_intents USING btree (scope, currency, amount_capturable) WHERE (amount_capturable IS NOT NULL);
CREATE INDEX payment_intents_created_on_clock ON public.payment_intents USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX payment_intents_customer ON public.payment_intents USING btree (scope, customer, id) WHERE (customer IS NOT NULL);
CREATE INDEX payment_intents_due_at ON public.payment_intents USING btree (scope, due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX payment_intents_due_test_clock ON public.payment_intents USING btree (scope, due_test_clock, id) WHERE (due_test_clock IS NOT NULL);
CREATE INDEX payment_intents_filter ON public.payment_intents USING btree (scope, id, status, currency, amount, customer);
CREATE UNIQUE INDEX payment_intents_pkey ON public.payment_intents USING btree (scope, id);

CREATE TABLE payment_methods (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  allow_redisplay text COLLATE "C" NOT NULL,
  customer text COLLATE "C",
  type text COLLATE "C" NOT NULL
);
CREATE INDEX payment_methods_customer ON public.payment_methods USING btree (scope, customer, id) WHERE (customer IS NOT NULL);
CREATE UNIQUE INDEX payment_methods_pkey ON public.payment_methods USING btree (scope, id);

CREATE TABLE payment_record_refunds (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  payment_record text COLLATE "C" NOT NULL,
  refund_reference text COLLATE "C" NOT NULL,
  amount bigint NOT NULL DEFAULT 0,
  currency text COLLATE "C" NOT NULL DEFAULT ''::text,
  happened bigint NOT NULL DEFAULT 0,
  trimmed_reference text COLLATE "C" NOT NULL DEFAULT ''::text
);
CREATE INDEX payment_record_refunds_happened ON public.payment_record_refunds USING btree (scope, happened, id);
CREATE INDEX payment_record_refunds_payment_record ON public.payment_record_refunds USING btree (scope, payment_record, id);
CREATE UNIQUE INDEX payment_record_refunds_pkey ON public.payment_record_refunds USING btree (scope, id);
CREATE INDEX payment_record_refunds_recorded ON public.payment_record_refunds USING btree (scope, currency, id, amount);
CREATE UNIQUE INDEX payment_record_refunds_refund_reference ON public.payment_record_refunds USING btree (scope, refund_reference);
CREATE INDEX payment_record_refunds_totals ON public.payment_record_refunds USING btree (scope, currency, happened, amount);
CREATE INDEX payment_record_refunds_trimmed_reference ON public.payment_record_refunds USING btree (scope, trimmed_reference, id);

CREATE TABLE payment_records (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  state text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  amount bigint NOT NULL,
  customer text COLLATE "C",
  card_last4 text COLLATE "C",
  processor_reference text COLLATE "C",
  amount_guaranteed bigint NOT NULL DEFAULT 0,
  decline_reason text COLLATE "C",
  email text COLLATE "C",
  method text COLLATE "C" NOT NULL DEFAULT ''::text,
  processor text COLLATE "C" NOT NULL DEFAULT ''::text,
  happened bigint NOT NULL DEFAULT 0,
  outcome_happened bigint,
  created_on_clock bigint,
  decided_soon bigint,
  begun_apart bigint,
  decided_apart bigint
);
CREATE INDEX payment_records_begun ON public.payment_records USING btree (scope, currency, state, processor, method, begun_apart) WHERE (begun_apart IS NOT NULL);
CREATE INDEX payment_records_created_on_clock ON public.payment_records USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX payment_records_customer ON public.payment_records USING btree (scope, customer, id) WHERE (customer IS NOT NULL);
CREATE INDEX payment_records_decided ON public.payment_records USING btree (scope, currency, state, processor, method, decided_apart, amount_guaranteed) WHERE (decided_apart IS NOT NULL);
CREATE INDEX payment_records_decline_reason ON public.payment_records USING btree (scope, currency, decline_reason, id) WHERE (decline_reason IS NOT NULL);
CREATE INDEX payment_records_declined ON public.payment_records USING btree (scope, currency, decline_reason, outcome_happened) WHERE (decline_reason IS NOT NULL);
CREATE INDEX payment_records_email ON public.payment_records USING btree (scope, email, id) WHERE (email IS NOT NULL);
CREATE INDEX payment_records_filter ON public.payment_records USING btree (scope, id, state, currency, amount, customer, card_last4, processor_reference, processor, method, decline_reason, happened, outcome_happened);
CREATE INDEX payment_records_happened ON public.payment_records USING btree (scope, happened, id, state, currency, amount, customer, card_last4, processor_reference, processor, method, decline_reason, outcome_happened);
CREATE UNIQUE INDEX payment_records_pkey ON public.payment_records USING btree (scope, id);
CREATE INDEX payment_records_processor_reference ON public.payment_records USING btree (scope, processor_reference, id) WHERE (processor_reference IS NOT NULL);
CREATE INDEX payment_records_soon ON public.payment_records USING btree (scope, currency, state, processor, method, decided_soon, outcome_happened, amount_guaranteed) WHERE (decided_soon IS NOT NULL);
CREATE INDEX payment_records_state ON public.payment_records USING btree (scope, state, id);
CREATE INDEX payment_records_totals ON public.payment_records USING btree (scope, currency, state, processor, method, id, amount_guaranteed);

CREATE TABLE refunds (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  charge text COLLATE "C" NOT NULL,
  due_at bigint,
  payment_intent text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  due_test_clock text COLLATE "C",
  amount bigint NOT NULL DEFAULT 0,
  currency text COLLATE "C" NOT NULL DEFAULT ''::text,
  happened bigint NOT NULL DEFAULT 0,
  created_on_clock bigint
);
CREATE INDEX refunds_charge ON public.refunds USING btree (scope, charge, id);
CREATE INDEX refunds_created_on_clock ON public.refunds USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX refunds_due_at ON public.refunds USING btree (scope, due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX refunds_due_test_clock ON public.refunds USING btree (scope, due_test_clock, id) WHERE (due_test_clock IS NOT NULL);
CREATE INDEX refunds_happened ON public.refunds USING btree (scope, happened, id);
CREATE INDEX refunds_payment_intent ON public.refunds USING btree (scope, payment_intent, id);
CREATE UNIQUE INDEX refunds_pkey ON public.refunds USING btree (scope, id);
CREATE INDEX refunds_totals ON public.refunds USING btree (scope, currency, status, happened, amount);

CREATE TABLE request_logs (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  method text COLLATE "C" NOT NULL,
  path text COLLATE "C" NOT NULL,
  status integer NOT NULL,
  key text COLLATE "C" NOT NULL,
  details json NOT NULL
);
CREATE INDEX request_logs_filter ON public.request_logs USING btree (scope, id, method, path, status, key);
CREATE UNIQUE INDEX request_logs_pkey ON public.request_logs USING btree (scope, id);
CREATE INDEX request_logs_refused ON public.request_logs USING btree (scope, id, status) WHERE (status >= 400);

CREATE TABLE schema_migrations (
  number integer NOT NULL,
  name text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (number);

CREATE TABLE scopes (
  scope integer NOT NULL,
  account text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  last_event bigint NOT NULL DEFAULT 0,
  last_at_ms bigint NOT NULL DEFAULT 0,
  head_position bigint NOT NULL DEFAULT 0,
  head_hash text COLLATE "C" NOT NULL DEFAULT ''::text
);
CREATE UNIQUE INDEX scopes_pkey ON public.scopes USING btree (scope);

CREATE TABLE setup_attempts (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  setup_intent text COLLATE "C" NOT NULL,
  created_on_clock bigint
);
CREATE INDEX setup_attempts_created_on_clock ON public.setup_attempts USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE UNIQUE INDEX setup_attempts_pkey ON public.setup_attempts USING btree (scope, id);
CREATE INDEX setup_attempts_setup_intent ON public.setup_attempts USING btree (scope, setup_intent, id);

CREATE TABLE setup_intents (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  customer text COLLATE "C",
  payment_method text COLLATE "C",
  status text COLLATE "C" NOT NULL,
  created_on_clock bigint,
  due_at bigint,
  due_test_clock text COLLATE "C"
);
CREATE INDEX setup_intents_created_on_clock ON public.setup_intents USING btree (scope, created_on_clock, id) WHERE (created_on_clock IS NOT NULL);
CREATE INDEX setup_intents_customer ON public.setup_intents USING btree (scope, customer, id) WHERE (customer IS NOT NULL);
CREATE INDEX setup_intents_due_at ON public.setup_intents USING btree (scope, due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX setup_intents_due_test_clock ON public.setup_intents USING btree (scope, due_test_clock, id) WHERE (due_test_clock IS NOT NULL);
CREATE INDEX setup_intents_payment_method ON public.setup_intents USING btree (scope, payment_method, id) WHERE (payment_method IS NOT NULL);
CREATE UNIQUE INDEX setup_intents_pkey ON public.setup_intents USING btree (scope, id);

CREATE TABLE tax_rates (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  active bigint,
  inclusive bigint
);
CREATE UNIQUE INDEX tax_rates_pkey ON public.tax_rates USING btree (scope, id);

CREATE TABLE test_clocks (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  deleted bigint NOT NULL,
  due_at bigint
);
CREATE INDEX test_clocks_due_at ON public.test_clocks USING btree (scope, due_at, id) WHERE (due_at IS NOT NULL);
CREATE UNIQUE INDEX test_clocks_pkey ON public.test_clocks USING btree (scope, id);

CREATE TABLE webhook_cursors (
  scope integer NOT NULL,
  endpoint text COLLATE "C" NOT NULL,
  activation bigint NOT NULL,
  handed bigint NOT NULL,
  failing_since_ms bigint,
  fence bigint NOT NULL,
  holder text COLLATE "C" NOT NULL,
  lease_until_ms bigint NOT NULL
);
CREATE UNIQUE INDEX webhook_cursors_pkey ON public.webhook_cursors USING btree (scope, endpoint);

CREATE TABLE webhook_deliveries (
  scope integer NOT NULL,
  endpoint text COLLATE "C" NOT NULL,
  event bigint NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  object text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  round bigint NOT NULL,
  tries_in_round bigint NOT NULL,
  due_at_ms bigint,
  finished_at_ms bigint,
  tries json NOT NULL
);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (scope, endpoint, due_at_ms, event) WHERE (due_at_ms IS NOT NULL);
CREATE INDEX webhook_deliveries_event ON public.webhook_deliveries USING btree (scope, event);
CREATE INDEX webhook_deliveries_failed ON public.webhook_deliveries USING btree (scope, endpoint, event) WHERE (status = 'failed'::text);
CREATE INDEX webhook_deliveries_finished ON public.webhook_deliveries USING btree (finished_at_ms) WHERE (finished_at_ms IS NOT NULL);
CREATE UNIQUE INDEX webhook_deliveries_pkey ON public.webhook_deliveries USING btree (scope, endpoint, event);
CREATE INDEX webhook_deliveries_waiting ON public.webhook_deliveries USING btree (scope, endpoint, object, event) WHERE (due_at_ms IS NOT NULL);

CREATE TABLE webhook_endpoints (
  scope integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document json NOT NULL,
  slot text COLLATE "C"
);
CREATE UNIQUE INDEX webhook_endpoints_pkey ON public.webhook_endpoints USING btree (scope, id);
CREATE UNIQUE INDEX webhook_endpoints_slot ON public.webhook_endpoints USING btree (scope, slot) WHERE (slot IS NOT NULL);

CREATE TABLE writers (
  writer text COLLATE "C" NOT NULL,
  batch bigint NOT NULL,
  used_at timestamp with time zone NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX writers_pkey ON public.writers USING btree (writer);
