/**
 * What can be set, by environment or by flag: declared once, as data. Reading, `--help` and the table in the README
 * are all made from `SETTINGS`.
 */
import { resolve } from 'node:path';
import { KEY_PREFIXES } from '../core/api_key.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
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

function wholeNumber(text: string, maximum: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  if (value > maximum) throw new WrongValue(`a whole number from 0 to ${maximum}`);
  return value;
}
