/** The key that a request names. */
import type { Row } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import { keyIsOver } from './refusals.js';
import { isExpired } from './types.js';

export function usableKey(row: Row<'api_key'> | undefined, id: string, now: number): Row<'api_key'> | Refusal {
  if (row === undefined) return errors.noSuchObject('api_key', id);
  if (isExpired(row.document, now)) return keyIsOver(id);
  return row;
}
