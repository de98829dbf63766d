import type { RequestLog } from '../../api/types.js';

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

export function requestRow({ id, created, method, path, status, duration_ms, error }: RequestLog): RequestRow {
  return { id, created, method, path, status, duration_ms, error: error === null ? '' : (error.code ?? error.message) };
}
