import type { RequestLog } from '../../../api/types.js';

/** What the table keeps of a request. */
export interface RequestRow {
  readonly id: string;
  readonly created: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly error: string;
}

const LONG_ID = /\/([a-z]{2,8}_)[0-9A-Za-z]{10,}([0-9A-Za-z]{4})(?=\/|$)/g;

/** The path with its ids shortened: what was asked for stands behind them. */
export function shortPath(path: string): string {
  return path.replace(LONG_ID, '/$1…$2');
}

export function requestRow({ id, created, method, path, status, duration_ms, error }: RequestLog): RequestRow {
  return { id, created, method, path, status, duration_ms, error: error === null ? '' : (error.code ?? error.message) };
}
