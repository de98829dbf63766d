/** Records of intents and attempts that came to a charge are found by the ids of those too. */

import { isIdOf } from '../../../core/kernel/ids.js';
import type { Document, Kind } from '../../../core/kernel/kind.js';
import { documentOf } from '../../../core/kernel/stored_document.js';
import { KINDS } from '../../../core/kinds.js';
import type { Call } from '../../kernel/call.js';

/** The id of the record that is kept for an intent; any other id is itself. */
export async function recordIdOf(call: Call, id: string): Promise<string> {
  return (await named(call, 'payment_intent', id))?.payment_record ?? id;
}

/** The id of the attempt that made a charge; any other id is itself. */
export async function attemptIdOf(call: Call, id: string): Promise<string> {
  return (await named(call, 'charge', id))?.payment_attempt_record ?? id;
}

async function named<K extends Kind>(call: Call, kind: K, id: string): Promise<Document<K> | undefined> {
  if (!isIdOf(KINDS[kind].prefix, id)) return undefined;
  const row = await call.store.get(call.scope, kind, id);
  return row && documentOf(row);
}
