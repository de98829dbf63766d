/** The key that a request names. */
import type { State } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import { keyIsOver } from './refusals.js';
import { type ApiKey, isExpired } from './types.js';

export function usableKey(state: State, id: string, now: number): ApiKey | Refusal {
  const key = state.get('api_key', id)?.document;
  if (key === undefined) return errors.noSuchObject('api_key', id);
  return isExpired(key, now) ? keyIsOver(id) : key;
}
