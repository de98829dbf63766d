/**
 * What can be set, by environment or by flag: declared once, as data. Reading, `--help` and the table in docs/operate.md
 * are all made from `SETTINGS`.
 */
import { resolve } from 'node:path';
import { KEY_PREFIXES } from '../core/platform/api_key/types.js';
import { MAXIMUM_SLOTS } from '../core/platform/webhook_endpoint/create.js';
import { PRIVATE_TARGETS, type PrivateTargets } from './webhooks/targets.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Settings {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where the embedded database and the generated test key are kept. */
  readonly data_folder: string;
  /** postgres://…; absent for SQLite in the data folder. */
  readonly database_url: string | undefined;
  /** Known keys to accept; absent: a test key is generated on first start. */
  readonly test_secret_key: string | undefined;
  readonly live_secret_key: string | undefined;
  /** Where others reach the server; absent: at the address that it listens on. Without a slash at the end. */
  readonly public_url: string | undefined;
  readonly log_level: LogLevel;
  /** Requests a second that one key may make; 0 for no limit. */
  readonly rate_limit_test: number;
  readonly rate_limit_live: number;
  /** How many webhook endpoints the account may have in each mode. */
  readonly webhook_endpoint_limit: number;
  readonly webhook_private_targets: PrivateTargets | undefined;
  /** Seconds from each failed delivery to the next try; absent for the schedules of test and live mode. */
  readonly webhook_retry_seconds: readonly number[] | undefined;
  /** Endpoints in live mode that have only failed for so long are disabled; 0 for never. */
  readonly webhook_disable_seconds: number;
  /** For how many days requests are kept in their log; 0 for no log. */
  readonly request_log_days: number;
}

export type SettingName = keyof Settings;

export interface Setting<T> {
  readonly environment: string;
  readonly flag: `--${string}`;
  /** What stands for the value in `--help`. */
  readonly value_name: string;
  /** As it would be written; undefined where the setting may be absent. */
  readonly default: string | undefined;
  readonly description: string;
  /** Its value may not be repeated in messages. */
  readonly secret?: true;
  /** Throws WrongValue, with what the value should be. */
  readonly parse: (text: string) => T;
}

/** Thrown by a setting's `parse`: the words after "PORT must be …". */
export class WrongValue extends Error {}

export const SETTINGS = {
  port: {
    environment: 'PORT',
    flag: '--port',
    value_name: 'number',
    default: '4242',
    description: 'Port to listen on; 0 lets the system choose one.',
    parse: (text) => wholeNumber(text, 65_535),
  },
  host: {
    environment: 'HOST',
    flag: '--host',
    value_name: 'address',
    default: '127.0.0.1',
    description: 'Address to listen on; 0.0.0.0 for every network of the machine.',
    parse: (text) => {
      if (/[\s/]/.test(text)) throw new WrongValue('an address or a host name, such as 127.0.0.1');
      return text;
    },
  },
  data_folder: {
    environment: 'DAYBOOK_DATA',
    flag: '--data',
    value_name: 'folder',
    default: './data',
    description: 'Folder of the embedded database and of the generated test key.',
    parse: (text) => {
      if (text.includes('\0')) throw new WrongValue('the path of a folder');
      // Shown to people who may be in another folder by then.
      return resolve(text);
    },
  },
  database_url: {
    environment: 'DATABASE_URL',
    flag: '--database-url',
    value_name: 'url',
    default: undefined,
    description: 'PostgreSQL to use instead of the embedded database: postgresql://user:password@host:5432/database.',
    secret: true,
    parse: (text) => {
      if (!/^(postgres|postgresql|socket):/.test(text)) {
        throw new WrongValue('a PostgreSQL URL like postgresql://user:password@host:5432/database');
      }
      return text;
    },
  },
  test_secret_key: {
    environment: 'DAYBOOK_TEST_SECRET_KEY',
    flag: '--test-secret-key',
    value_name: 'key',
    default: undefined,
    description: 'Secret key to accept in test mode; without it, one is generated on first start and kept.',
    secret: true,
    parse: (text) => secretKey(text, false),
  },
  live_secret_key: {
    environment: 'DAYBOOK_LIVE_SECRET_KEY',
    flag: '--live-secret-key',
    value_name: 'key',
    default: undefined,
    description: 'Secret key to accept in live mode.',
    secret: true,
    parse: (text) => secretKey(text, true),
  },
  public_url: {
    environment: 'DAYBOOK_PUBLIC_URL',
    flag: '--public-url',
    value_name: 'url',
    default: undefined,
    description: 'Where payers and clients reach the server, if not at the address that it listens on.',
    parse: (text) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      const is_plain = url !== undefined && /^https?:$/.test(url.protocol) && !/[?#@\s]/.test(text);
      if (!is_plain) throw new WrongValue('an address like https://pay.example.com, without a query');
      return text.replace(/\/+$/, '');
    },
  },
  log_level: {
    environment: 'DAYBOOK_LOG_LEVEL',
    flag: '--log-level',
    value_name: 'level',
    default: 'info',
    description: `How much is logged, to stderr, as one JSON object a line: ${LOG_LEVELS.join(', ')}.`,
    parse: (text) => {
      const level = LOG_LEVELS.find((candidate) => candidate === text);
      if (level === undefined) throw new WrongValue(`one of ${LOG_LEVELS.join(', ')}`);
      return level;
    },
  },
  rate_limit_test: {
    environment: 'DAYBOOK_RATE_LIMIT_TEST',
    flag: '--rate-limit-test',
    value_name: 'number',
    default: '0',
    description: 'Requests a second that one key may make in test mode; 0 for no limit.',
    parse: (text) => wholeNumber(text, 1_000_000),
  },
  rate_limit_live: {
    environment: 'DAYBOOK_RATE_LIMIT_LIVE',
    flag: '--rate-limit-live',
    value_name: 'number',
    default: '1000',
    description: 'Requests a second that one key may make in live mode; 0 for no limit.',
    parse: (text) => wholeNumber(text, 1_000_000),
  },
  webhook_endpoint_limit: {
    environment: 'DAYBOOK_WEBHOOK_ENDPOINTS',
    flag: '--webhook-endpoints',
    value_name: 'number',
    default: '16',
    description: 'Webhook endpoints that the account may have in each mode.',
    parse: (text) => wholeNumber(text, MAXIMUM_SLOTS),
  },
  webhook_private_targets: {
    environment: 'DAYBOOK_WEBHOOK_PRIVATE_TARGETS',
    flag: '--webhook-private-targets',
    value_name: 'modes',
    default: undefined,
    description:
      'Where events may be sent to addresses that are not public, such as 127.0.0.1: in test mode, always, never. Without it in test mode, until there is a live key.',
    parse: (text) => {
      const modes = PRIVATE_TARGETS.find((candidate) => candidate === text);
      if (modes === undefined) throw new WrongValue(`one of ${PRIVATE_TARGETS.join(', ')}`);
      return modes;
    },
  },
  webhook_retry_seconds: {
    environment: 'DAYBOOK_WEBHOOK_RETRY_SECONDS',
    flag: '--webhook-retry-seconds',
    value_name: 'list',
    default: undefined,
    description:
      'Seconds from each failed try of a delivery to the next, such as 1,5,30; without it three tries over 2.5 hours in test mode and three days of tries in live mode.',
    parse: retrySeconds,
  },
  webhook_disable_seconds: {
    environment: 'DAYBOOK_WEBHOOK_DISABLE_SECONDS',
    flag: '--webhook-disable-seconds',
    value_name: 'seconds',
    default: '432000',
    description: 'An endpoint in live mode that has only failed for so long is disabled; 0 for never.',
    parse: (text) => wholeNumber(text, 100_000_000),
  },
  request_log_days: {
    environment: 'DAYBOOK_REQUEST_LOG_DAYS',
    flag: '--request-log-days',
    value_name: 'days',
    default: '30',
    description: 'For how many days requests are kept in their log, without keys and card numbers; 0 for no log.',
    parse: (text) => wholeNumber(text, 3_650),
  },
} as const satisfies { readonly [N in SettingName]: Setting<Settings[N]> };

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** The declaration of a setting, typed for use with any of them. */
export function settingOf(name: SettingName): Setting<Settings[SettingName]> {
  return SETTINGS[name];
}

/** Shorter keys can be guessed. */
const MINIMUM_KEY_CHARACTERS = 16;

function secretKey(text: string, livemode: boolean): string {
  const prefix = KEY_PREFIXES.find((key) => key.type === 'secret' && key.livemode === livemode)?.prefix ?? '';
  const rest = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  if (rest.length < MINIMUM_KEY_CHARACTERS || !/^[A-Za-z0-9_]+$/.test(rest)) {
    throw new WrongValue(`${prefix} followed by at least ${MINIMUM_KEY_CHARACTERS} letters and digits`);
  }
  return text;
}

const MAXIMUM_RETRIES = 50;
const MAXIMUM_WAIT_SECONDS = 30 * 24 * 60 * 60;

function retrySeconds(text: string): readonly number[] {
  const values = text.split(',').map((part) => (/^\d{1,7}$/.test(part) ? Number(part) : Number.POSITIVE_INFINITY));
  if (values.length > MAXIMUM_RETRIES || values.some((value) => value > MAXIMUM_WAIT_SECONDS)) {
    throw new WrongValue(`at most ${MAXIMUM_RETRIES} numbers of seconds with commas between them, such as 1,5,30`);
  }
  return values;
}

function wholeNumber(text: string, maximum: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  if (value > maximum) throw new WrongValue(`a whole number from 0 to ${maximum}`);
  return value;
}
