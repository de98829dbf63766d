/** Keys of other types than the tests' own, made as the command line makes them. */

import { createKey } from '../../src/app/keys.js';
import type { Settings } from '../../src/app/settings.js';
import type { Permissions } from '../../src/core/platform/api_key/types.js';
import { withLedger } from './ledger.js';

/** A publishable key for test mode as headers of a request. */
export async function publishable(daybook: { readonly settings: Settings }): Promise<{ Authorization: string }> {
  const { text } = await withLedger(daybook, ({ ledger }) =>
    createKey(ledger, { type: 'publishable', livemode: false, name: undefined, permissions: undefined }),
  );
  return { Authorization: `Bearer ${text}` };
}

/** A restricted key for test mode as headers of a request. */
export async function restricted(
  daybook: { readonly settings: Settings },
  permissions: Permissions,
): Promise<{ Authorization: string }> {
  const { text } = await withLedger(daybook, ({ ledger }) =>
    createKey(ledger, { type: 'restricted', livemode: false, name: undefined, permissions }),
  );
  return { Authorization: `Bearer ${text}` };
}
