/** What the dashboard computes of disputes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webModule } from '../support/web_module.js';

const DAY = 86_400;

test('evidence is urgent in its last three days, while somebody waits for it', async () => {
  const { urgencyOf } = await webModule<{
    urgencyOf: (status: string, due_by: number, now: number) => string | undefined;
  }>('model/dispute.ts');
  assert.equal(urgencyOf('needs_response', 8 * DAY, 0), 'later');
  assert.equal(urgencyOf('needs_response', 3 * DAY, 0), 'later');
  assert.equal(urgencyOf('warning_needs_response', 3 * DAY - 1, 0), 'soon');
  assert.equal(urgencyOf('warning_needs_response', DAY, DAY + 1), 'overdue');
  for (const status of ['under_review', 'won', 'lost', 'warning_closed']) {
    assert.equal(urgencyOf(status, DAY, 0), undefined, status);
  }
});

test('the timeline of a payment takes in its disputes, each entry once, as far back as it is read', async () => {
  const { withDisputes } = await webModule<{
    withDisputes: (payment: object[], disputes: object[], has_more: boolean) => { id: string }[];
  }>('model/dispute_history.ts');
  const entries = (...ids: string[]) => ids.map((id) => ({ id }));
  const of_payment = entries('jrn_8', 'jrn_4');
  const of_disputes = entries('jrn_9', 'jrn_8', 'jrn_6', 'jrn_6', 'jrn_2');
  const idsOf = (has_more: boolean) => withDisputes(of_payment, of_disputes, has_more).map(({ id }) => id);
  assert.deepEqual(idsOf(true), ['jrn_9', 'jrn_8', 'jrn_6', 'jrn_4']);
  assert.deepEqual(idsOf(false), ['jrn_9', 'jrn_8', 'jrn_6', 'jrn_4', 'jrn_2']);
});
