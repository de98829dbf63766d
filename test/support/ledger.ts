/** The store behind a running Daybook, opened beside it as the command line does: for what has no endpoint. */
import assert from 'node:assert/strict';
import { machineClock } from '../../src/app/clock.js';
import { type Ledger, openInline } from '../../src/app/ledger.js';
import type { Settings } from '../../src/app/settings.js';
import type { CommandInput, CommandName } from '../../src/core/commands.js';
import type { JournalEntry, StoredRow } from '../../src/store/port.js';

export interface OpenLedger {
  readonly ledger: Ledger;
  /** The account's id. */
  readonly account: string;
  /** Runs a command in test mode and gives the object it answers with. */
  run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<StoredRow>;
}

export async function withLedger<T>(
  { settings }: { readonly settings: Settings },
  use: (open: OpenLedger) => Promise<T>,
): Promise<T> {
  const ledger = await openInline(settings, machineClock);
  try {
    const scope = ledger.store.scopes.find(({ livemode }) => !livemode);
    assert.ok(scope);
    const run: OpenLedger['run'] = async (name, input) => {
      const outcome = await ledger.committer.submit({
        name,
        input,
        scope: scope.scope,
        livemode: false,
        actor: 'test',
        request_id: null,
        api_version: '',
      });
      assert.equal(outcome.status, 'done', JSON.stringify(outcome));
      return (outcome as { row: StoredRow }).row;
    };
    return await use({ ledger, account: scope.account, run });
  } finally {
    await ledger.close();
  }
}

/** The whole journal, oldest first. */
export function journalOf(daybook: { readonly settings: Settings }): Promise<JournalEntry[]> {
  return withLedger(daybook, async ({ ledger }) => {
    const entries: JournalEntry[] = [];
    for (;;) {
      const some = await ledger.store.journal(entries.at(-1)?.position ?? 0, 1_000);
      if (some.length === 0) return entries;
      entries.push(...some);
    }
  });
}
