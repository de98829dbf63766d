/** Reports of payments made elsewhere, to be interrupted by crashes. */
import assert from 'node:assert/strict';
import type { Sent, Workload } from './crash.js';
import type { Answer } from './daybook.js';
import { everyOne } from './payments.js';
import type { ServerProcess } from './server_process.js';

const REPORT = '/v1/payment_records/report_payment';

export class Reports implements Workload {
  readonly effective: ReadonlySet<number> = new Set();
  /** Paths of records that can be reported on, with their amounts. */
  readonly #records: { path: string; amount: number }[] = [];

  next(key: string, number: number): Omit<Sent, 'key' | 'answer'> {
    const record = this.#records[Math.floor(Math.random() * this.#records.length)];
    const turn = number % 5;
    if (record === undefined || turn < 3) {
      const amount = 1_000 + number;
      const outcome = turn === 0 ? '' : '&outcome=guaranteed&guaranteed[guaranteed_at]=1750000060';
      const form = `amount_requested[currency]=usd&amount_requested[value]=${amount}&initiated_at=1750000000&payment_method_details[payment_method]=pm_card_visa&description=${key}&metadata[key]=${key}${outcome}`;
      return { action: 'report', path: REPORT, form, amount };
    }
    if (turn === 3) {
      const path = `${record.path}/report_payment_attempt_guaranteed`;
      return { action: 'guarantee', path, form: 'guaranteed_at=1750000090', amount: 0 };
    }
    const amount = 1 + Math.floor((Math.random() * record.amount) / 3);
    const form = `outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=${key}&amount[currency]=usd&amount[value]=${amount}`;
    return { action: 'refund', path: `${record.path}/report_refund`, form, amount };
  }

  answered(sent: Sent, { status, body }: Answer): void {
    if (sent.action === 'report' && status === 200) {
      this.#records.push({ path: `/v1/payment_records/${body.id}`, amount: sent.amount });
    }
  }

  async check(server: ServerProcess, all: readonly Sent[]): Promise<void> {
    const refunds = new Map<string, number>();
    for (const { action, answer, path, amount } of all) {
      if (action === 'report') assert.equal(answer?.status, 200, JSON.stringify(answer));
      if (action !== 'refund' || answer?.status !== 200) continue;
      const id = path.split('/')[3] as string;
      refunds.set(id, (refunds.get(id) ?? 0) + amount);
    }
    assert.ok(refunds.size > 0, 'no refund was accepted');

    const reports = all.filter(({ action }) => action === 'report');
    const records = await everyOne(server, '/v1/payment_records');
    assert.equal(records.length, reports.length);
    const by_id = new Map(records.map((record) => [record.id, record]));
    for (const { key, answer, amount } of reports) {
      const record = by_id.get(answer?.body.id);
      assert.equal(record?.description, key);
      assert.equal(record.amount_requested.value, amount);
      assert.equal(record.amount_refunded.value, refunds.get(record.id) ?? 0, `refunds of ${record.id}`);
      assert.ok(record.amount_refunded.value <= record.amount_guaranteed.value);
    }
  }
}
