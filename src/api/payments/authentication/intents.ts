/** The intents whose payers authenticate, by the prefix of their ids. */

import type { Ledger } from '../../../app/ledger.js';
import type { CommandName } from '../../../core/commands.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import type { PaymentIntent } from '../../../core/payments/payment_intent/types.js';
import type { PaymentMethod } from '../../../core/payments/payment_method/types.js';
import type { SetupIntent } from '../../../core/payments/setup_intent/types.js';
import type { ScopeInfo } from '../../../store/port.js';
import { withQuery } from '../../../wire/return_url.js';

interface Authenticated {
  readonly kind: 'payment_intent' | 'setup_intent';
  /** Takes `{ id, outcome }`. */
  readonly command: CommandName;
}

const BY_PREFIX: Readonly<Record<string, Authenticated>> = {
  pi: { kind: 'payment_intent', command: 'payment_intent.authenticate' },
  seti: { kind: 'setup_intent', command: 'setup_intent.authenticate' },
};

export type WaitingIntent = PaymentIntent | SetupIntent;

export function authenticatedBy(id: string): Authenticated | undefined {
  const prefix = id.slice(0, id.lastIndexOf('_'));
  return Object.hasOwn(BY_PREFIX, prefix) ? BY_PREFIX[prefix] : undefined;
}

/** Cards of the sandbox exist in test mode only, and so does the page. */
export function testScope({ store }: Ledger): ScopeInfo {
  const found = store.scopes.find(({ livemode }) => !livemode);
  if (found === undefined) throw new Error('the installation has no account');
  return found;
}

export async function findIntent(ledger: Ledger, id: string): Promise<WaitingIntent | undefined> {
  const known = authenticatedBy(id);
  const row = known && (await ledger.store.get(testScope(ledger).scope, known.kind, id));
  return row && (JSON.parse(row.document) as WaitingIntent);
}

export async function methodOf(ledger: Ledger, { payment_method }: WaitingIntent): Promise<PaymentMethod | undefined> {
  if (payment_method === undefined) return undefined;
  const row = await ledger.store.get(testScope(ledger).scope, 'payment_method', payment_method);
  return row && documentAs('payment_method', row);
}

/** Where the payer goes on, told as Stripe tells it how it went; undefined where there is nowhere to go. */
export function returnAddress(
  intent: WaitingIntent,
  client_secret: string,
  outcome: 'succeeded' | 'failed',
): string | undefined {
  const kind = authenticatedBy(intent.id)?.kind;
  if (intent.return_url === undefined || kind === undefined) return undefined;
  return withQuery(intent.return_url, {
    [kind]: intent.id,
    [`${kind}_client_secret`]: client_secret,
    redirect_status: outcome,
  });
}
