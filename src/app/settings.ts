/** What can be set, by environment or by flag; the table in the README says the same. */

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
  readonly log_level: LogLevel;
  /** Requests a second that one key may make; 0 for no limit. */
  readonly rate_limit_test: number;
  readonly rate_limit_live: number;
}
