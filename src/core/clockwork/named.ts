/** The test clock that a request names. */
import type { Row, State } from '../kernel/decision.js';
import { errors, type Refusal } from '../kernel/errors.js';

export function clockOf(state: State, id: string): Row<'test_clock'> | Refusal {
  const row = state.get('test_clock', id);
  return row === undefined || row.document.deleted === true ? errors.noSuchObject('test_clock', id) : row;
}
