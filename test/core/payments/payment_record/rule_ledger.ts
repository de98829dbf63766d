/** Runs rules against rows in a map: given earlier reports, when one is made, then the rows and events are these. */
import assert from 'node:assert/strict';
import type { Command, Context, Decision, Row, State } from '../../../../src/core/kernel/decision.js';
import { isRefusal, type Refusal } from '../../../../src/core/kernel/errors.js';
import type { Document, Kind } from '../../../../src/core/kernel/kind.js';
import { columnsOf, prefixOf } from '../../../../src/core/kinds.js';

export const NOW = 1_750_000_000;

export class RuleLedger {
  readonly livemode: boolean = false;
  now = NOW;
  #rows = new Map<string, Row>();
  #made = 0;

  /** Decides and, unless it is refused, takes the changes over. */
  decide<Input>(command: Command<Input>, input: Input): Decision | Refusal {
    const decision = command.decide(this.#state(), input, this.#context());
    if (isRefusal(decision)) return decision;
    for (const change of decision.changes) {
      const before = this.#rows.get(change.id);
      // Where an object changes twice in one decision, the second change is decided on what the first made of it.
      assert.equal(change.before?.version, before?.version, `${change.id} was decided on another version`);
      assert.equal(change.before?.document, before?.document, `${change.id} was decided on something else`);
      const version = (before?.version ?? 0) + 1;
      this.#rows.set(change.id, { kind: change.kind, id: change.id, version, document: change.document });
    }
    return decision;
  }

  /** The same, where a refusal is not expected; answers with the id of the object replied with. */
  accept<Input>(command: Command<Input>, input: Input): string {
    const decision = this.decide(command, input);
    assert.ok(!isRefusal(decision), isRefusal(decision) ? `refused: ${decision.message}` : '');
    assert.ok(!isRefusal(decision.reply));
    return decision.reply.id;
  }

  /** The same, where a refusal is expected; holds the rule to change nothing. */
  refuse<Input>(command: Command<Input>, input: Input): Refusal {
    const before = this.snapshot();
    const decision = this.decide(command, input);
    assert.ok(isRefusal(decision), 'the report was accepted');
    assert.deepEqual(this.snapshot(), before);
    return decision;
  }

  put<K extends Kind>(kind: K, document: Document<K>): void {
    this.#rows.set(document.id, { kind, id: document.id, version: 1, document });
  }

  get<K extends Kind>(kind: K, id: string): Document<K> {
    const row = this.#rows.get(id);
    assert.equal(row?.kind, kind, `there is no ${kind} ${id}`);
    return row?.document as Document<K>;
  }

  all<K extends Kind>(kind: K): Document<K>[] {
    return [...this.#rows.values()].filter((row) => row.kind === kind).map((row) => row.document as Document<K>);
  }

  /** Every row as it is now, for comparing. */
  snapshot(): unknown {
    return structuredClone([...this.#rows]);
  }

  #state(): State {
    return {
      get: <K extends Kind>(kind: K, id: string) => {
        const row = this.#rows.get(id);
        return row?.kind === kind ? (row as unknown as Row<K>) : undefined;
      },
      find: <K extends Kind>(kind: K, column: string, value: string) =>
        [...this.#rows.values()].filter(
          (row) => row.kind === kind && columnsOf(kind, row.document)[column] === value,
        ) as unknown as Row<K>[],
    };
  }

  #context(): Context {
    return {
      now: this.now,
      livemode: this.livemode,
      newId: (kind) => {
        this.#made += 1;
        return `${prefixOf(kind)}_${String(this.#made).padStart(4, '0')}`;
      },
    };
  }
}
