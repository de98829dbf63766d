/** Lists by when objects were made, as they show: most by their ids, those under a test clock by its time. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { seededRandom } from '../../../bench/payments.js';
import { idBoundary } from '../../../src/core/kernel/ids.js';
import type { Condition, ListQuery } from '../../../src/store/port.js';
import { LIVE, type OpenFresh, onFreshStore, put, row, TEST } from './support.js';

const OPERATORS = ['<', '<=', '>', '>=', '='] as const;

function holds(created: number, { operator, value, negated }: Condition): boolean {
  const moment = Number(value);
  const is_so = {
    '<': created < moment,
    '<=': created <= moment,
    '>': created > moment,
    '>=': created >= moment,
    '=': created === moment,
  }[operator as (typeof OPERATORS)[number]];
  return is_so !== (negated === true);
}

export function listCreatedCases(openFresh: OpenFresh): void {
  describe('list by creation', () => {
    onFreshStore(
      openFresh,
      'is by ids and clocks together, in the order of ids, whatever else is asked',
      async (store) => {
        const random = seededRandom(11);
        const below = (bound: number) => Math.floor(random() * bound);
        const made = Array.from({ length: 60 }, (_, index) => {
          const second = 100 + index;
          const on_clock = below(3) === 0 ? below(400) : null;
          return {
            id: `${idBoundary('pi', second)}${index % 10}`,
            created: on_clock ?? second,
            on_clock,
            amount: below(3),
          };
        });
        const rows = made.map(({ id, on_clock, amount }) =>
          row('payment_intent', id, { columns: { created_on_clock: on_clock, amount } }),
        );
        await put(store, ...rows, row('payment_intent', `${idBoundary('pi', 130)}x`, { scope: LIVE }));
        for (let run = 0; run < 300; run += 1) {
          const condition = (negatable: boolean): Condition => ({
            field: { shown: 'created' },
            operator: OPERATORS[below(5)] ?? '=',
            value: below(300),
            ...(negatable && below(3) === 0 ? { negated: true } : {}),
          });
          const where = Array.from({ length: 1 + below(3) }, () => condition(true));
          const any = below(3) === 0 ? [condition(true), condition(true)] : undefined;
          const amount = below(4);
          const cursor = made[below(made.length)]?.id ?? '';
          const way = (['', 'starting_after', 'ending_before'] as const)[below(3)] ?? '';
          const limit = 1 + below(8);
          const query: ListQuery = {
            scope: TEST,
            kind: 'payment_intent',
            where: [
              ...where,
              ...(amount === 3 ? [] : [{ field: { column: 'amount' }, operator: '=', value: amount } as const]),
            ],
            ...(any === undefined ? {} : { any }),
            ...(way === '' ? {} : { [way]: cursor }),
            limit,
          };
          const meant = made
            .filter((one) => amount === 3 || one.amount === amount)
            .filter(({ created }) => where.every((one) => holds(created, one)))
            .filter(({ created }) => any === undefined || any.some((one) => holds(created, one)))
            .filter(({ id }) => (way === 'starting_after' ? id < cursor : way === '' || id > cursor))
            .map(({ id }) => id)
            .sort()
            .reverse();
          const page = await store.list(query);
          assert.deepEqual(
            [page.items.map(({ id }) => id), page.has_more],
            [way === 'ending_before' ? meant.slice(-limit) : meant.slice(0, limit), meant.length > limit],
            JSON.stringify(query),
          );
        }
      },
    );

    onFreshStore(openFresh, 'of kinds without clocks is by ids', async (store) => {
      const ids = [100, 101, 102].map((second) => `${idBoundary('pm', second)}0`);
      await put(store, ...ids.map((id) => row('payment_method', id, { columns: { allow_redisplay: 'always' } })));
      const list = async (operator: Condition['operator'], value: number) => {
        const where = [{ field: { shown: 'created' }, operator, value } as const];
        const { items } = await store.list({ scope: TEST, kind: 'payment_method', where, limit: 10 });
        return items.map(({ id }) => ids.indexOf(id));
      };
      assert.deepEqual(await list('>=', 101), [2, 1]);
      assert.deepEqual(await list('>', 101), [2]);
      assert.deepEqual(await list('<', 101), [0]);
      assert.deepEqual(await list('<=', 101), [1, 0]);
      assert.deepEqual(await list('=', 101), [1]);
    });
  });
}
