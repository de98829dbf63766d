/** Payments and their disputes as batches decide them, in memory and at a time that the test sets. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { commitBatch } from '../../../../src/app/batch.js';
import type { CommandInput, CommandName } from '../../../../src/core/commands.js';
import { isRefusal, type Refusal } from '../../../../src/core/kernel/errors.js';
import { IdSource } from '../../../../src/core/kernel/ids.js';
import type { Document, Kind } from '../../../../src/core/kernel/kind.js';
import type { BalanceTransaction } from '../../../../src/core/payments/balance/types.js';
import type { UpdateDispute } from '../../../../src/core/payments/dispute/update.js';
import type { CardOptions } from '../../../../src/core/payments/payment_intent/types.js';
import { cardFromTemplate } from '../../../../src/core/payments/processor/sandbox/cards.js';
import { testCardByKey } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import { command, SCOPE } from '../../../app/commands.js';
import { MemoryWriter } from '../../../app/memory_writer.js';

export const START = Date.UTC(2026, 5, 15, 12) / 1000;
const DAY_SECONDS = 24 * 60 * 60;

export interface Paying {
  readonly amount?: number;
  readonly capture_method?: 'automatic' | 'automatic_async' | 'manual';
  readonly card_options?: CardOptions;
}

export class DisputeBook {
  readonly writer = new MemoryWriter();
  now = START;
  readonly #ids = new IdSource(randomBytes);

  passDays(days: number): void {
    this.now += days * DAY_SECONDS;
  }

  /** Runs one command; the types of its events, or why it was refused. */
  async try<N extends CommandName>(name: N, input: CommandInput<N>): Promise<string[] | Refusal> {
    const written = this.writer.journal.length;
    const [outcome] = await commitBatch(this.writer, [command(name, input)], this.now * 1000, this.#ids);
    if (outcome?.status === 'refused') {
      assert.equal(this.writer.journal.length, written, 'a refusal changed something');
      return outcome.refusal;
    }
    assert.equal(outcome?.status, 'done', JSON.stringify(outcome));
    return this.writer.journal.slice(written).flatMap(({ events }) => events.map(({ type }) => type));
  }

  async run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<string[]> {
    const events = await this.try(name, input);
    assert.ok(!isRefusal(events), JSON.stringify(events));
    return events;
  }

  /** A payment that is confirmed at once, with a test card by its key. */
  pay(test_card: string, { amount = 1_000, capture_method = 'automatic', card_options }: Paying = {}) {
    const card = testCardByKey(test_card);
    assert.ok(card, test_card);
    const method = { card: cardFromTemplate(card, this.now, () => 'fingerprint'), test_card };
    return this.run('payment_intent.create', {
      amount,
      currency: 'usd',
      confirmation: {},
      confirmation_method: undefined,
      members: { capture_method, card_options },
      payment_method: {
        made: { method, allow_redisplay: undefined, billing_details: undefined, metadata: undefined },
      },
    });
  }

  capture(amount_to_capture?: number, final_capture?: boolean): Promise<string[]> {
    return this.run('payment_intent.capture', {
      id: this.only('payment_intent').id,
      amount_details: undefined,
      amount_to_capture,
      final_capture,
      metadata: undefined,
      payment_details: undefined,
      statement_descriptor_suffix: undefined,
    });
  }

  tryUpdate(input: Partial<UpdateDispute> = {}): Promise<string[] | Refusal> {
    return this.try('dispute.update', {
      id: this.only('dispute').id,
      enhanced_evidence: undefined,
      evidence: undefined,
      metadata: undefined,
      submit: undefined,
      ...input,
    });
  }

  async update(input: Partial<UpdateDispute>): Promise<string[]> {
    const events = await this.tryUpdate(input);
    assert.ok(!isRefusal(events), JSON.stringify(events));
    return events;
  }

  /** Evidence that is submitted at once. */
  submit(uncategorized_text: string): Promise<string[]> {
    return this.update({ evidence: { uncategorized_text } });
  }

  close(): Promise<string[] | Refusal> {
    return this.try('dispute.close', { id: this.only('dispute').id });
  }

  /** What happens to the dispute by itself, if its time has come. */
  fallDue(): Promise<string[]> {
    return this.run('dispute.due', { id: this.only('dispute').id });
  }

  /** Changes an object past all rules. */
  async put<K extends Kind>(kind: K, document: Document<K>): Promise<void> {
    const row = this.writer.rows(SCOPE, kind).find(({ id }) => id === document.id);
    const version = row?.version ?? 0;
    const stored = { kind, id: document.id, version: version + 1, document: JSON.stringify(document) };
    const write = { ...stored, scope: SCOPE, expected_version: version, columns: {}, metadata: undefined };
    await this.writer.commit({ entries: [], rows: [write], replies: [], guards: [] });
  }

  all<K extends Kind>(kind: K): Document<K>[] {
    return this.writer.rows(SCOPE, kind).map(({ document }) => JSON.parse(document) as Document<K>);
  }

  only<K extends Kind>(kind: K): Document<K> {
    const [document, ...others] = this.all(kind);
    assert.ok(document !== undefined && others.length === 0, `${others.length + 1} of ${kind}`);
    return document;
  }

  /** Amount and fee of every movement that a dispute made, in order. */
  movements(): [amount: number, fee: number][] {
    const adjustments = this.all('balance_transaction').filter(({ type }) => type === 'adjustment');
    return adjustments.map(({ amount, fee = 0 }: BalanceTransaction) => [amount, fee]);
  }
}
