/** Puts a running Daybook together: store, committer, keys, HTTP server, due work, webhooks, dashboard. */
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { RenderedTexts } from '../api/kernel/rendered_texts.js';
import { Services } from '../api/kernel/service.js';
import { TABLES_ASIDE } from '../api/payments/payment_record/csv.js';
import { KEPT_KEY } from '../api/platform/api_key/writes.js';
import { SignInBrakes } from '../api/platform/dashboard/brakes.js';
import { EventPages } from '../api/platform/event/pages.js';
import { WATCHED_EVENTS } from '../api/platform/event/stream.js';
import { eventRenderer } from '../api/platform/event/text.js';
import { SENDING } from '../api/platform/webhook_endpoint/sending.js';
import { connectionCloser } from '../api/server/connections.js';
import { derivationsAt } from '../api/server/derivations.js';
import { eventPage } from '../api/server/event_page.js';
import { buildServer } from '../api/server/server.js';
import { SHOWN_OBJECTS } from '../api/shown_objects.js';
import { machineClock } from '../app/clock.js';
import { OneTimeLink } from '../app/dashboard/one_time_link.js';
import { DashboardSessions } from '../app/dashboard/sessions.js';
import { DueWork } from '../app/due_work.js';
import { EventWatch } from '../app/event_watch.js';
import { intentSecretsWith } from '../app/intent_secrets.js';
import { KeyRing } from '../app/key_ring.js';
import { keepInstead } from '../app/keys.js';
import { type Ledger, openLedger } from '../app/ledger.js';
import { type ProvisionedKeys, provisionKeys } from '../app/provisioning.js';
import { RateLimiter } from '../app/rate_limiter.js';
import { RequestLog } from '../app/request_log.js';
import { SchemaWatch } from '../app/schema_watch.js';
import type { Settings } from '../app/settings.js';
import { WebhookDispatcher } from '../app/webhooks/dispatcher.js';
import { Poster } from '../app/webhooks/post.js';
import { StartError } from '../store/start_error.js';
import { DEFAULT_API_VERSION } from '../wire/api_version.js';
import { serverLogger } from './logger.js';
import { VERSION } from './version.js';

/** Where the web application is built, seen from where this file is compiled to. */
const WEB_FOLDER = fileURLToPath(new URL('../../web/', import.meta.url));

export interface Running {
  /** http://host:port as it listens. */
  readonly address: string;
  /** Where the data is, for people. */
  readonly store: string;
  readonly keys: ProvisionedKeys;
  /** The address of the dashboard. */
  readonly dashboard: string;
  /** The one that signs in, once, where the server is embedded and knows a test key. */
  readonly sign_in_link: string | undefined;
  /** Resolves when a newer Daybook has migrated the database, or the database is damaged: this process must end. */
  readonly must_end: Promise<StartError>;
  /** Takes no new requests, finishes what runs, closes the store. */
  close(): Promise<void>;
}

export async function start(settings: Settings, logger: Logger = serverLogger(settings.log_level)): Promise<Running> {
  const ledger = await openLedger(settings, machineClock);
  for (const warning of ledger.store.warnings) logger.warn(warning);
  let webhooks: WebhookDispatcher | undefined;
  try {
    const keys = await provisionKeys(ledger, settings);
    const secrets = intentSecretsWith(ledger.store.fingerprint_key);
    // Where nothing else is set it is known once the server listens.
    let base_url = settings.public_url ?? '';
    const schema_watch = new SchemaWatch(ledger.store, ledger.committer, ledger.clock);
    const watch = new EventWatch(ledger.store.deliveries, ledger.clock);
    ledger.committer.onOutcome(() => watch.wake());
    const key_ring = new KeyRing(ledger.store, ledger.store.scopes, ledger.clock);
    ledger.committer.onOutcome(({ name }) => {
      if (name.startsWith('api_key.')) key_ring.forget();
    });
    const one_time_link = await oneTimeLink(settings, keys, key_ring, ledger.time.now());
    const requests = new RequestLog({
      clock: ledger.clock,
      requests: ledger.store.requests,
      scopes: ledger.store.scopes.map(({ scope }) => scope),
      days: settings.request_log_days,
      warn: (error, message) => logger.warn({ err: error }, message),
    });
    const environment = {
      ledger,
      keys: key_ring,
      limiters: { test: new RateLimiter(settings.rate_limit_test), live: new RateLimiter(settings.rate_limit_live) },
      secrets,
      texts: new RenderedTexts(),
      derivations: derivationsAt(() => base_url, secrets),
      dashboard: {
        sessions: new DashboardSessions(ledger.store.fingerprint_key, key_ring),
        one_time_link,
        brakes: new SignInBrakes(ledger.clock),
        is_https: base_url.startsWith('https:'),
        version: VERSION,
        web_folder: WEB_FOLDER,
      },
      requests: settings.request_log_days === 0 ? undefined : requests,
      services: servicesOf(settings, ledger, logger)
        .with(WATCHED_EVENTS, { watch, pages: new EventPages(ledger.readAside, eventPage, () => base_url) })
        .with(SENDING, {
          private_targets: settings.webhook_private_targets,
          endpoint_limit: settings.webhook_endpoint_limit,
          poke: () => webhooks?.refresh(),
        }),
    };
    // What the HTTP server says at `info` of the addresses it listens on, the banner says better.
    const server = buildServer(
      environment,
      settings.log_level === 'info' ? logger.child({}, { level: 'warn' }) : logger,
    );
    const closeConnections = connectionCloser(server.server);
    const address = await server
      .listen({ host: settings.host, port: settings.port })
      .catch((error: NodeJS.ErrnoException) => {
        throw listenError(error, settings);
      });
    base_url = settings.public_url ?? address;
    const due_work = new DueWork({
      ...ledger,
      log: logger,
      api_version: DEFAULT_API_VERSION,
      nowOf: () => ledger.time.now(),
    });
    due_work.start();
    webhooks = new WebhookDispatcher({
      ledger,
      watch,
      settings,
      senderTo: (policy) => new Poster(policy, ledger.time, ledger.clock),
      render: eventRenderer(ledger.store, SHOWN_OBJECTS, environment.derivations),
      default_api_version: DEFAULT_API_VERSION,
      onError: (error, about) => logger.error(error, about),
    });
    return {
      address,
      store: ledger.store.description,
      keys,
      dashboard: `${base_url}/dashboard`,
      sign_in_link: one_time_link && `${base_url}/dashboard/sign-in/${one_time_link.token}`,
      must_end: Promise.race([schema_watch.outdated, ledger.damaged]),
      async close() {
        schema_watch.stop();
        const closed = server.close();
        closeConnections();
        await due_work.stop();
        await Promise.all([closed, webhooks?.close()]);
        await requests.close();
        await ledger.close();
      },
    };
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

/** What operations name as what they need, as far as it is there before anything runs. */
function servicesOf({ data_folder }: Settings, { clock, readAside }: Ledger, logger: Logger): Services {
  return new Services().with(TABLES_ASIDE, readAside).with(KEPT_KEY, async (hash, key) => {
    try {
      await keepInstead(data_folder, hash, key, clock);
    } catch (error) {
      // The new key is made and on its way to who asked for it: that is not undone.
      logger.error(error, 'the new test key could not be kept in place of the old one');
    }
  });
}

/** Whoever can read what an embedded server prints can read its key as well. */
async function oneTimeLink(
  { database_url }: Settings,
  { test_secret_key }: ProvisionedKeys,
  keys: KeyRing,
  now_ms: number,
): Promise<OneTimeLink | undefined> {
  if (database_url !== undefined || test_secret_key === undefined) return undefined;
  const identity = await keys.identify(test_secret_key, false, now_ms);
  return identity === undefined || identity === 'expired' ? undefined : new OneTimeLink(identity);
}

function listenError(error: NodeJS.ErrnoException, { host, port }: Settings): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} on ${host} is in use. Stop what listens there, or choose another with PORT or --port.`,
        { cause: error },
      );
    case 'EACCES':
      return new StartError(`Port ${port} may not be used by this user. Choose one above 1023 with PORT or --port.`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${host} is not an address of this machine. Set HOST or --host to one that is, such as 127.0.0.1.`,
        { cause: error },
      );
    default:
      return error;
  }
}
