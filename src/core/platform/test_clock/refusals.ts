/** Where there are no test clocks. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

export function clocksInTestModeOnly(): Refusal {
  return invalid('Test clocks exist in test mode only.', { code: 'testmode_charges_only' });
}
