/** A running Daybook for tests: the real server on a port of its own, on real files or a real PostgreSQL. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Logger } from 'pino';
import type { Settings } from '../../src/app/settings.js';
import { type Running, start } from '../../src/cli/start.js';

export const TEST_KEY = 'sk_test_aTestKeyThatIsLongEnough';
export const LIVE_KEY = 'sk_live_aLiveKeyThatIsLongEnough';

export interface TestDaybook extends Running {
  readonly settings: Settings;
  /** Stops and starts again on the same data. */
  restart(): Promise<TestDaybook>;
  /** Stops and removes the data. */
  remove(): Promise<void>;
}

export async function startDaybook(change: Partial<Settings> = {}, logger?: Logger): Promise<TestDaybook> {
  const data_folder = change.data_folder ?? mkdtempSync(join(tmpdir(), 'daybook-test-'));
  const settings: Settings = {
    host: '127.0.0.1',
    port: 0,
    data_folder,
    database_url: undefined,
    test_secret_key: TEST_KEY,
    live_secret_key: LIVE_KEY,
    public_url: undefined,
    log_level: 'fatal',
    rate_limit_test: 0,
    rate_limit_live: 0,
    webhook_endpoint_limit: 16,
    webhook_private_targets: 'test',
    webhook_retry_seconds: undefined,
    webhook_disable_seconds: 432_000,
    request_log_days: 30,
    ...change,
  };
  const running = await start(settings, logger);
  return {
    ...running,
    settings,
    async restart() {
      await running.close();
      return startDaybook({ ...settings, data_folder });
    },
    async remove() {
      await running.close();
      rmSync(data_folder, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

// Half the work of `fetch` for a request, of which the tests send tens of thousands.
const agent = new Agent({ keepAlive: true });

/** Sends one request; `form` is `a=1&b[c]=2` as text, sent as the body of a POST and as the query otherwise. */
export async function request(
  daybook: { readonly address: string },
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  form = '',
  headers: Record<string, string> = {},
): Promise<Answer> {
  const in_body = method === 'POST';
  const sent = httpRequest(new URL(`${daybook.address}${path}${!in_body && form !== '' ? `?${form}` : ''}`), {
    agent,
    method,
    headers: {
      authorization: `Bearer ${TEST_KEY}`,
      ...(in_body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    },
  });
  sent.end(in_body ? form : undefined);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: headersOf(response), body: JSON.parse(await text(response)) };
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}
