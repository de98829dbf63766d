/** Payments that Daybook drives, with captures and refunds, to be interrupted by crashes. */
import assert from 'node:assert/strict';
import type { Sent, Workload } from './crash.js';
import type { Answer } from './daybook.js';
import { checkBalance, checkPayment, everyOne } from './payments.js';
import type { ServerProcess } from './server_process.js';

const CREATE = '/v1/payment_intents';
/** Each of these is looked at with everything that belongs to it; of the others the sums are compared. */
const LOOKED_AT = 25;

interface Made {
  readonly id: string;
  readonly amount: number;
}

export class Payments implements Workload {
  /** A decline is kept, with its charge. */
  readonly effective: ReadonlySet<number> = new Set([402]);
  readonly #plain: Made[] = [];
  readonly #several: Made[] = [];
  readonly #paid: Made[] = [];

  next(key: string, number: number): Omit<Sent, 'key' | 'answer'> {
    const amount = 1_000 + number;
    const create = (action: string, form: string) => ({
      action,
      path: CREATE,
      form: `amount=${amount}&currency=usd&confirm=true&description=${key}&${form}`,
      amount,
    });
    const held = 'payment_method=pm_card_visa&capture_method=manual';
    const turn = number % 8;
    const plain = anyOf(this.#plain);
    if (turn === 3 && plain !== undefined) {
      return { action: 'capture', path: `${CREATE}/${plain.id}/capture`, form: '', amount: plain.amount };
    }
    const several = anyOf(this.#several);
    if (turn > 3 && turn < 6 && several !== undefined) {
      const part = 1 + Math.floor((Math.random() * several.amount) / 4);
      const form = `amount_to_capture=${part}&final_capture=false`;
      return { action: 'capture', path: `${CREATE}/${several.id}/capture`, form, amount: part };
    }
    const paid = anyOf(this.#paid);
    if (turn > 5 && paid !== undefined) {
      const part = 1 + Math.floor((Math.random() * paid.amount) / 3);
      return { action: 'refund', path: '/v1/refunds', form: `payment_intent=${paid.id}&amount=${part}`, amount: part };
    }
    if (turn === 0) return create('pay', 'payment_method=pm_card_visa');
    if (turn === 1) return create('hold', held);
    if (turn === 2) return create('decline', 'payment_method=pm_card_visa_chargeDeclined');
    return create('hold several', `${held}&payment_method_options[card][request_multicapture]=if_available`);
  }

  answered({ action, amount }: Sent, { status, body }: Answer): void {
    if (status !== 200) return;
    const made = { id: body.id, amount };
    if (action === 'pay') this.#paid.push(made);
    if (action === 'hold') this.#plain.push(made);
    if (action === 'hold several') this.#several.push(made);
    if (action === 'capture') this.#paid.push(made);
  }

  async check(server: ServerProcess, all: readonly Sent[]): Promise<void> {
    const captured = new Map<string, number>();
    const refunded = new Map<string, number>();
    const add = (sums: Map<string, number>, id: string, amount: number) => sums.set(id, (sums.get(id) ?? 0) + amount);
    for (const { action, amount, answer } of all) {
      const expected = action === 'decline' ? 402 : 200;
      if (action !== 'capture' && action !== 'refund') assert.equal(answer?.status, expected, JSON.stringify(answer));
      if (answer?.status !== 200) continue;
      if (action === 'pay' || action === 'capture') add(captured, answer.body.id, amount);
      if (action === 'refund') add(refunded, answer.body.payment_intent, amount);
    }
    assert.ok(refunded.size > 0, 'no refund was accepted');

    const intents = await everyOne(server, CREATE);
    const created = all.filter(({ path }) => path === CREATE);
    assert.equal(intents.length, created.length);
    const charges = await everyOne(server, '/v1/charges');
    const charge_of = new Map(charges.map((charge) => [charge.payment_intent, charge]));
    assert.deepEqual([charges.length, charge_of.size], [created.length, created.length], 'each intent is charged once');
    const moved = new Map<string, number>();
    for (const { amount, source } of await everyOne(server, '/v1/balance_transactions')) add(moved, source, amount);
    for (const { amount_received, id } of intents) {
      const charge = charge_of.get(id);
      assert.equal(amount_received, captured.get(id) ?? 0, `captures of ${id}`);
      assert.equal(charge.amount_captured, amount_received);
      assert.equal(charge.amount_refunded, refunded.get(id) ?? 0, `refunds of ${id}`);
      assert.equal(moved.get(charge.id) ?? 0, amount_received, `movements of ${charge.id}`);
    }
    const most_happened = [...refunded.keys()].slice(0, LOOKED_AT);
    for (const id of [...most_happened, ...intents.slice(0, LOOKED_AT).map((intent) => intent.id)]) {
      await checkPayment(server, id);
    }
    await checkBalance(server);
  }
}

function anyOf(made: readonly Made[]): Made | undefined {
  return made[Math.floor(Math.random() * made.length)];
}
