/** A Daybook whose parts a test can exchange, and whose log it can read. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { RenderedTexts } from '../../src/api/kernel/rendered_texts.js';
import { Services } from '../../src/api/kernel/service.js';
import { TABLES_ASIDE } from '../../src/api/payments/payment_record/csv.js';
import { KEPT_KEY } from '../../src/api/platform/api_key/writes.js';
import { SignInBrakes } from '../../src/api/platform/dashboard/brakes.js';
import { EventPages } from '../../src/api/platform/event/pages.js';
import { WATCHED_EVENTS } from '../../src/api/platform/event/stream.js';
import { SENDING } from '../../src/api/platform/webhook_endpoint/sending.js';
import { derivationsAt } from '../../src/api/server/derivations.js';
import type { Environment } from '../../src/api/server/environment.js';
import { eventPage } from '../../src/api/server/event_page.js';
import type { Patience } from '../../src/api/server/http_server.js';
import { buildServer } from '../../src/api/server/server.js';
import { machineClock } from '../../src/app/clock.js';
import { DashboardSessions } from '../../src/app/dashboard/sessions.js';
import { EventWatch } from '../../src/app/event_watch.js';
import { intentSecretsWith } from '../../src/app/intent_secrets.js';
import { KeyRing } from '../../src/app/key_ring.js';
import { type LedgerLocation, openLedger } from '../../src/app/ledger.js';
import { provisionKeys } from '../../src/app/provisioning.js';
import { RateLimiter } from '../../src/app/rate_limiter.js';
import type { Settings } from '../../src/app/settings.js';
import { LIVE_KEY, TEST_KEY } from './daybook.js';

export interface ObservedDaybook {
  readonly address: string;
  readonly settings: Settings;
  /** Everything logged since the start, at every level. */
  log(): string;
  /** How many connections are open. */
  connections(): Promise<number>;
  remove(): Promise<void>;
}

export interface Observation {
  /** A database of the test's own, which the test removes; SQLite in a temporary folder where none is given. */
  readonly location?: LedgerLocation;
  readonly patience?: Patience;
  readonly exchangeParts?: (environment: Environment) => Environment;
}

export async function startObserved(observation: Observation = {}): Promise<ObservedDaybook> {
  const { patience, exchangeParts, location } = observation;
  const settings: Settings = {
    host: '127.0.0.1',
    port: 0,
    ...(location ?? { data_folder: mkdtempSync(join(tmpdir(), 'daybook-test-')), database_url: undefined }),
    test_secret_key: TEST_KEY,
    live_secret_key: LIVE_KEY,
    public_url: undefined,
    log_level: 'trace',
    rate_limit_test: 0,
    rate_limit_live: 0,
    webhook_endpoint_limit: 16,
    webhook_private_targets: 'test',
    webhook_retry_seconds: undefined,
    webhook_disable_seconds: 432_000,
    request_log_days: 30,
  };
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const ledger = await openLedger(settings, machineClock);
  await provisionKeys(ledger, settings);
  const secrets = intentSecretsWith(ledger.store.fingerprint_key);
  const keys = new KeyRing(ledger.store, ledger.store.scopes, ledger.clock);
  const environment: Environment = {
    ledger,
    keys,
    limiters: { test: new RateLimiter(0), live: new RateLimiter(0) },
    texts: new RenderedTexts(),
    secrets,
    derivations: derivationsAt(() => 'https://daybook.test', secrets),
    dashboard: {
      sessions: new DashboardSessions(ledger.store.fingerprint_key, keys),
      brakes: new SignInBrakes(ledger.clock),
      one_time_link: undefined,
      is_https: true,
      version: '0.0.0',
      web_folder: settings.data_folder,
    },
    requests: undefined,
    services: new Services()
      .with(WATCHED_EVENTS, {
        watch: new EventWatch(ledger.store.deliveries, ledger.clock),
        pages: new EventPages(ledger.readAside, eventPage, () => 'https://daybook.test'),
      })
      .with(TABLES_ASIDE, ledger.readAside)
      .with(SENDING, { private_targets: 'test', endpoint_limit: 16, poke() {} })
      .with(KEPT_KEY, async () => undefined),
  };
  const server = buildServer(exchangeParts?.(environment) ?? environment, logger, patience);
  const address = await server.listen({ host: settings.host, port: 0 });
  // That it listens is not news.
  lines.length = 0;
  return {
    address,
    settings,
    log: () => lines.join(''),
    connections: () => promisify(server.server.getConnections.bind(server.server))(),
    async remove() {
      await server.close();
      await ledger.close();
      if (location === undefined) rmSync(settings.data_folder, { recursive: true, force: true });
    },
  };
}
