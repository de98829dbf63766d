/** Whether an installation may be filled with a demo: nobody must miss what it was before. */
import type { Kind } from '../../core/kernel/kind.js';
import type { Scope } from '../../store/page.js';
import type { ScopeInfo, Store } from '../../store/port.js';

/** Why an installation is left alone, for people. */
export class DemoRefusal extends Error {
  override readonly name = 'DemoRefusal';
}

/** What an account has that somebody uses. */
const SIGNS_OF_USE = [
  'payment_record',
  'payment_intent',
  'customer',
  'payment_method',
  'setup_intent',
  'webhook_endpoint',
] as const;

/** The test account, to be filled from a time on (Unix milliseconds). */
export async function emptyAccount(store: Store, start_ms: number): Promise<ScopeInfo> {
  for (const { scope, livemode } of store.scopes) {
    if (livemode && (await hasAny(store, scope, ['api_key', ...SIGNS_OF_USE]))) {
      throw refusal('This installation has live keys or live data, and a demo does not belong beside them.');
    }
  }
  const test = store.scopes.find(({ livemode }) => !livemode);
  if (test === undefined) throw new Error('the installation has no account');
  if (await hasAny(store, test.scope, SIGNS_OF_USE)) {
    throw refusal('The test account of this installation has data already, and a demo does not belong beside it.');
  }
  const head = (await store.heads()).find(({ scope }) => scope === test.scope);
  if (head !== undefined && head.last_at_ms > start_ms) {
    throw refusal(
      'This installation has been started already: its journal has begun, and takes nothing from the time before.',
    );
  }
  return test;
}

function refusal(reason: string): DemoRefusal {
  return new DemoRefusal(
    `${reason} Name a folder or a database of its own, such as: daybook demo --data ./demo (nothing was changed).`,
  );
}

async function hasAny(store: Store, scope: Scope, kinds: readonly Kind[]): Promise<boolean> {
  for (const kind of kinds) {
    const { items } = await store.list({ scope, kind, where: [], limit: 1 });
    if (items.length > 0) return true;
  }
  return false;
}
