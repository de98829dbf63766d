/** What the committer asks before it decides. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { batch, LIVE, type OpenFresh, onFreshStore, put, reply, row, stored, TEST } from './support.js';

export function prefetchCases(openFresh: OpenFresh): void {
  describe('prefetch', () => {
    onFreshStore(openFresh, 'answers nothing where nothing is asked', async (store) => {
      assert.deepEqual(await store.prefetch({ references: [], reply_keys: [] }), { rows: [], replies: [] });
    });

    onFreshStore(
      openFresh,
      'finds by id and by column, in the order asked, mixed over kinds and scopes',
      async (store) => {
        const customer = row('customer', 'cus_1', { columns: { email: 'a@example.com' } });
        const namesake = row('customer', 'cus_1', { scope: LIVE, document: '{"live":true}' });
        const record = row('payment_record', 'pr_1', { columns: { customer: 'cus_1', processor_reference: 'psp-1' } });
        const second = row('payment_record', 'pr_2', { columns: { customer: 'cus_1' } });
        const key = row('api_key', 'key_1', { columns: { hash: 'h1' } });
        await put(store, customer, namesake, second, record, key);
        const { rows, replies } = await store.prefetch({
          references: [
            { scope: TEST, reference: { kind: 'payment_record', column: 'customer', value: 'cus_1' } },
            { scope: TEST, reference: { kind: 'customer', id: 'cus_1' } },
            { scope: LIVE, reference: { kind: 'customer', id: 'cus_1' } },
            { scope: TEST, reference: { kind: 'customer', id: 'cus_absent' } },
            { scope: TEST, reference: { kind: 'api_key', column: 'hash', value: 'h1' } },
            { scope: LIVE, reference: { kind: 'api_key', column: 'hash', value: 'h1' } },
            { scope: TEST, reference: { kind: 'payment_record', column: 'processor_reference', value: 'psp-1' } },
            { scope: TEST, reference: { kind: 'customer', column: 'email', value: 'A@example.com' } },
            { scope: TEST, reference: { kind: 'customer', id: 'cus_1' } },
          ],
          reply_keys: [],
        });
        assert.deepEqual(rows, [
          [stored(record), stored(second)],
          [stored(customer)],
          [stored(namesake)],
          [],
          [stored(key)],
          [],
          [stored(record)],
          [],
          [stored(customer)],
        ]);
        assert.deepEqual(replies, []);
      },
    );

    onFreshStore(openFresh, 'finds at most 1,000 by a column, the oldest', async (store) => {
      const ids = Array.from({ length: 1_005 }, (_, index) => `pr_${String(index).padStart(5, '0')}`);
      await put(store, ...ids.map((id) => row('payment_record', id, { columns: { customer: 'cus_1' } })));
      const reference = { kind: 'payment_record', column: 'customer', value: 'cus_1' } as const;
      const { rows } = await store.prefetch({ references: [{ scope: TEST, reference }], reply_keys: [] });
      assert.deepEqual(
        rows[0]?.map(({ id }) => id),
        ids.slice(0, 1_000),
      );
    });

    onFreshStore(openFresh, 'finds replies: an object version, a refusal, none', async (store) => {
      const refusal = { status: 400, type: 'invalid_request_error', message: 'No ❌ "quotes" \\ here' };
      const refused = reply('refused', { outcome: refusal as never, request_id: 'req_2' });
      const elsewhere = reply('shown', { scope: LIVE, path: '/v1/other' });
      await store.commit(batch({ replies: [reply('shown'), refused, elsewhere] }));
      const { replies, rows } = await store.prefetch({
        references: [],
        reply_keys: [
          { scope: TEST, key: 'absent' },
          { scope: TEST, key: 'refused' },
          { scope: LIVE, key: 'refused' },
          { scope: LIVE, key: 'shown' },
          { scope: TEST, key: 'shown' },
        ],
      });
      const shown = (write: typeof refused) => {
        const { scope: _scope, key: _key, ...rest } = write;
        return rest;
      };
      assert.deepEqual(replies, [undefined, shown(refused), undefined, shown(elsewhere), shown(reply('shown'))]);
      assert.deepEqual(rows, []);
    });
  });
}
