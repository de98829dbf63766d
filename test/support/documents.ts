/** Objects put into the store of a running Daybook as a command would, for tests of what only reads them. */
import { randomBytes } from 'node:crypto';
import type { Settings } from '../../src/app/settings.js';
import { IdSource } from '../../src/core/kernel/ids.js';
import type { Document, Kind } from '../../src/core/kernel/kind.js';
import { columnsOf, kindOf } from '../../src/core/kinds.js';
import { withLedger } from './ledger.js';

const ids = new IdSource(randomBytes);

/** With ids of the time when they were created, unless they have one. Answers with the ids. */
export function putDocuments<K extends Kind>(
  daybook: { readonly settings: Settings },
  kind: K,
  documents: readonly (Omit<Document<K>, 'id'> & { readonly id?: string; readonly created: number })[],
  livemode = false,
): Promise<string[]> {
  return withLedger(daybook, async ({ ledger: { store } }) => {
    const scope = store.scopes.find((each) => each.livemode === livemode)?.scope ?? 0;
    const whole = documents.map((each) => {
      const id = each.id ?? ids.next(kindOf(kind).prefix, each.created * 1000);
      return { ...each, id } as Document<Kind>;
    });
    const rows = whole.map((document) => ({
      scope,
      kind,
      id: document.id,
      version: 1,
      expected_version: 0,
      document: JSON.stringify(document),
      columns: columnsOf(kind, document),
      metadata: undefined,
    }));
    const changes = rows.map(({ id, document }) => ({ kind, id, version: 1, document }));
    const entry = {
      scope,
      at_ms: Date.now(),
      command: 'test.put',
      actor: 'test',
      request_id: null,
      idempotency_key: null,
      api_version: '',
      changes,
      events: [],
    };
    await store.commit({ entries: [entry], rows, replies: [], guards: [] });
    return whole.map(({ id }) => id);
  });
}
