import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errors, isRefusal } from '../../src/core/kernel/errors.js';
import type { Kind } from '../../src/core/kernel/kind.js';
import { type ExpansionSource, expand, NOTHING } from '../../src/wire/expand.js';
import type { Expandable } from '../../src/wire/expand_routes.js';

const EXPANDABLE: Expandable = {
  filled: {
    customer: { 'invoice_settings.default_payment_method': 'payment_method', sources: { list_of: null } },
    payment_method: { customer: 'customer' },
    charge: { refunds: { list_of: 'refund' } },
    dispute: { balance_transactions: { part_of: 'balance_transaction' } },
    balance_transaction: { source: ['charge', 'refund'] },
    payment_intent: {
      'amount_details.line_items': { list_of: null },
      'last_payment_error.payment_method': { part_of: 'payment_method' },
      latest_charge: 'charge',
    },
    refund: { charge: 'charge' },
  },
  declared: {
    balance_transaction: { source: ['charge', 'Payout'] },
    charge: { invoice: ['Invoice'], outcome: [] },
    customer: { discount: ['Discount'], sources: { list_of: ['Card'] } },
    Card: { customer: ['customer'] },
    Discount: { customer: ['customer'], 'source.coupon': [] },
    Invoice: { lines: { list_of: ['Discount'] } },
    Payout: { destination: [] },
  },
};

const STORED: Record<string, () => object> = {
  cus_1: () => ({ id: 'cus_1', invoice_settings: { default_payment_method: 'pm_1' } }),
  pm_1: () => ({ id: 'pm_1', customer: 'cus_1' }),
  ch_1: () => ({ id: 'ch_1' }),
};

/** Lists are numbered as they are made. */
function source(): ExpansionSource {
  let made = 0;
  return {
    load: async (_kind, id) => STORED[id]?.(),
    unreadable: () => undefined,
    async include(kind, path, object) {
      made += 1;
      const { id } = object as { id: string };
      return { made, of: `${kind} ${id} ${path}`, data: [{ id: 're_1', charge: 'ch_1' }] };
    },
  };
}

async function expanded(paths: readonly string[], is_list = false): Promise<object> {
  const object = { id: 'pm_1', customer: 'cus_1', none: null };
  const answer = is_list ? { data: [object] } : object;
  return (await expand(answer, 'payment_method', is_list, paths, EXPANDABLE, source())) ?? answer;
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

const REFUNDS = { made: 1, of: 'charge ch_1 refunds', data: [{ id: 're_1', charge: 'ch_1' }] };

async function expandedIntent(paths: readonly string[], from = source(), root: Kind = 'payment_intent') {
  const intent = { id: 'pi_1', latest_charge: 'ch_1', amount_details: { tip: {} } };
  return (await expand(intent, root, false, paths, EXPANDABLE, from)) ?? intent;
}

test('a list that is left out otherwise is put in, also below an object that was', async () => {
  const items = await expandedIntent(['amount_details.line_items']);
  assert.deepEqual(items, {
    id: 'pi_1',
    latest_charge: 'ch_1',
    amount_details: {
      tip: {},
      line_items: {
        made: 1,
        of: 'payment_intent pi_1 amount_details.line_items',
        data: [{ id: 're_1', charge: 'ch_1' }],
      },
    },
  });
  const refunds = await expandedIntent(['latest_charge.refunds']);
  assert.deepEqual(refunds, {
    id: 'pi_1',
    latest_charge: { id: 'ch_1', refunds: REFUNDS },
    amount_details: { tip: {} },
  });
});

test('a list is made once, and its objects are expanded through data', async () => {
  const charge = { id: 'ch_1' };
  const paths = ['refunds', 'refunds.data.charge', 'refunds.data.charge.refunds'];
  assert.equal(await expand(charge, 'charge', false, paths, EXPANDABLE, source()), undefined);
  assert.deepEqual(charge, {
    id: 'ch_1',
    refunds: { ...REFUNDS, data: [{ id: 're_1', charge: { id: 'ch_1', refunds: { ...REFUNDS, made: 2 } } }] },
  });
});

test('lists are put into every object of a list', async () => {
  const list = { data: [{ id: 'ch_1' }, { id: 'ch_2' }] };
  assert.equal(await expand(list, 'charge', true, ['data.refunds'], EXPANDABLE, source()), undefined);
  assert.deepEqual(
    list.data.map((charge) => (charge as unknown as { refunds: { of: string } }).refunds.of),
    ['charge ch_1 refunds', 'charge ch_2 refunds'],
  );
});

test('before a request is run, paths are checked and nothing is made', async () => {
  const paths = ['amount_details.line_items', 'latest_charge.refunds.data.charge'];
  const untouched = await expandedIntent(paths, NOTHING);
  assert.deepEqual(untouched, { id: 'pi_1', latest_charge: 'ch_1', amount_details: { tip: {} } });
  assert.ok(isRefusal(await expandedIntent(['amount_details.line_items.data.foo'], NOTHING)));
});

for (const path of [
  'amount_details',
  'line_items',
  'amount_details.line_items.data',
  'amount_details.line_items.data.product',
  'amount_details.line_items.0',
  'latest_charge.refunds.charge',
  'latest_charge.refunds.data',
]) {
  test(`'${path}' of an intent cannot be expanded`, async () => {
    const refusal = await expandedIntent([path]);
    assert.ok(isRefusal(refusal), JSON.stringify(refusal));
    assert.equal(refusal.message, `This property cannot be expanded (${path}).`);
  });
}

test('what nothing can be in is taken, and so is what would be in it', async () => {
  for (const path of ['discount', 'discount.customer', 'discount.source.coupon', 'discount.customer.discount']) {
    const object = { id: 'cus_1', discount: null };
    assert.equal(await expand(object, 'customer', false, [path], EXPANDABLE, source()), undefined, path);
    assert.deepEqual(object, { id: 'cus_1', discount: null });
  }
  for (const path of [
    'discount.source',
    'discount.name',
    'discount.data.customer',
    'invoice.lines.data',
    'invoice.lines',
  ]) {
    assert.ok(isRefusal(await expand({ id: 'cus_1' }, 'customer', false, [path], EXPANDABLE, source())), path);
  }
  for (const path of ['invoice.lines', 'invoice.lines.data.customer']) {
    assert.equal(await expand({ id: 'ch_1' }, 'charge', false, [path], EXPANDABLE, source()), undefined, path);
  }
});

test('as far as there is something it is put in, though nothing can be in that', async () => {
  const customer: Record<string, unknown> = { id: 'cus_1' };
  assert.equal(await expand(customer, 'customer', false, ['sources.data.customer'], EXPANDABLE, source()), undefined);
  assert.equal((customer['sources'] as { of: string }).of, 'customer cus_1 sources');
  const intent = { id: 'pi_1', latest_charge: 'ch_1' };
  const path = 'latest_charge.invoice.lines';
  assert.equal(await expand(intent, 'payment_intent', false, [path], EXPANDABLE, source()), undefined);
  assert.deepEqual(intent, { id: 'pi_1', latest_charge: { id: 'ch_1' } });
  const movement = { id: 'txn_1', source: 'ch_1' };
  assert.equal(
    await expand(movement, 'balance_transaction', false, ['source.destination'], EXPANDABLE, source()),
    undefined,
  );
  assert.deepEqual(movement, { id: 'txn_1', source: { id: 'ch_1' } });
});

test('ids in objects that are there anyhow become objects, in each of several', async () => {
  const intent = { id: 'pi_1', last_payment_error: { payment_method: { id: 'pm_1', customer: 'cus_1' } } };
  const path = 'last_payment_error.payment_method.customer';
  assert.equal(await expand(intent, 'payment_intent', false, [path], EXPANDABLE, source()), undefined);
  assert.deepEqual(intent.last_payment_error.payment_method.customer, STORED['cus_1']?.());
  const without = { id: 'pi_1', last_payment_error: null };
  assert.equal(await expand(without, 'payment_intent', false, [path], EXPANDABLE, source()), undefined);
  const dispute = { id: 'dp_1', balance_transactions: [{ source: 'ch_1' }, { source: null }, { source: 'ch_1' }] };
  const sources = 'balance_transactions.source.refunds';
  assert.equal(await expand(dispute, 'dispute', false, [sources], EXPANDABLE, source()), undefined);
  assert.deepEqual(
    dispute.balance_transactions.map(
      (each) => (each.source as unknown as { refunds?: { of: string } } | null)?.refunds?.of,
    ),
    ['charge ch_1 refunds', undefined, 'charge ch_1 refunds'],
  );
});

test('what is on the way has to be readable, also in objects that are there anyhow', async () => {
  const blind: ExpansionSource = {
    ...source(),
    unreadable: (kind) => (kind === 'charge' ? errors.missing(kind) : undefined),
  };
  const dispute = { id: 'dp_1', balance_transactions: [{ source: 'ch_1' }] };
  assert.ok(isRefusal(await expand(dispute, 'dispute', false, ['balance_transactions.source'], EXPANDABLE, blind)));
  assert.deepEqual(dispute.balance_transactions, [{ source: 'ch_1' }]);
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
