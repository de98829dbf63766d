import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../src/core/errors.js';
import type { Kind } from '../../src/core/kinds.js';
import { type Expandable, expand } from '../../src/wire/expand.js';

const EXPANDABLE: Expandable = {
  customer: { 'invoice_settings.default_payment_method': 'payment_method' },
  payment_method: { customer: 'customer' },
};

const STORED: Record<string, () => object> = {
  cus_1: () => ({ id: 'cus_1', invoice_settings: { default_payment_method: 'pm_1' } }),
  pm_1: () => ({ id: 'pm_1', customer: 'cus_1' }),
};

async function load(_kind: Kind, id: string): Promise<object | undefined> {
  return STORED[id]?.();
}

async function expanded(paths: readonly string[], is_list = false): Promise<object> {
  const object = { id: 'pm_1', customer: 'cus_1', none: null };
  const answer = is_list ? { data: [object] } : object;
  return (await expand(answer, 'payment_method', is_list, paths, EXPANDABLE, load)) ?? answer;
}

test('an id becomes the object it names, several levels deep', async () => {
  assert.deepEqual(await expanded(['customer.invoice_settings.default_payment_method']), {
    id: 'pm_1',
    customer: { id: 'cus_1', invoice_settings: { default_payment_method: { id: 'pm_1', customer: 'cus_1' } } },
    none: null,
  });
});

test('the same object on two paths is expanded on both', async () => {
  const once = await expanded(['customer', 'customer.invoice_settings.default_payment_method']);
  assert.deepEqual(once, await expanded(['customer.invoice_settings.default_payment_method']));
});

test('in a list every path begins with data', async () => {
  const list = (await expanded(['data.customer'], true)) as { data: { customer: { id: string } }[] };
  assert.equal(list.data[0]?.customer.id, 'cus_1');
  assert.ok(isRefusal(await expanded(['customer'], true)));
});

for (const path of [
  'foo',
  '',
  'data.customer',
  'customer.',
  'customer.invoice_settings',
  'constructor',
  'toString',
  '__proto__',
  'customer.constructor',
  'customer.hasOwnProperty',
]) {
  test(`'${path}' cannot be expanded`, async () => {
    const refusal = await expanded([path]);
    assert.ok(isRefusal(refusal), JSON.stringify(refusal));
    assert.equal(refusal.message, `This property cannot be expanded (${path}).`);
    assert.equal(refusal.param, 'expand');
  });
}

test('five levels are too deep', async () => {
  const refusal = await expanded(['customer.a.b.c.d']);
  assert.ok(isRefusal(refusal) && refusal.message.startsWith('You cannot expand more than 4 levels of a property'));
});
