/** Everything that Stripe's types declare expandable is taken: by walking the types, not the table that is made of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { EXPANDABLE } from '../../../src/api/shown_objects.js';
import { isKind } from '../../../src/core/kinds.js';
import { NOWHERE, routeOf } from '../../../src/wire/expand_routes.js';
import { declaredPaths, SERVED } from '../../support/stripe_paths.js';

describe("what Stripe's types declare expandable", () => {
  for (const [kind, type] of Object.entries(SERVED)) {
    it(`is taken on ${kind}, through parts, lists and what would be in place of ids`, () => {
      const refused = declaredPaths(type, true).filter((path) => !routeOf(kind, path.split('.'), EXPANDABLE));
      assert.deepEqual(refused, []);
    });

    it(`has been read whole for ${kind}`, () => {
      // Without a parser: what stands in the file of the object before its namespaces.
      const text = readFileSync(new URL(type.file), 'utf8');
      const [declaration = ''] = text.slice(text.indexOf(`export interface ${type.name} {`)).split('\n}\n');
      const ids = /^ {4}(\w+)\??: (?:Array<)?(?:string \| [A-Z]|ApiList<)/gm;
      const members = [...declaration.matchAll(ids)].map(([, member]) => member as string);
      const paths = declaredPaths(type, false);
      assert.deepEqual(
        members.filter((member) => !paths.includes(member)),
        [],
      );
    });
  }

  it('is much, and reaches what is behind members that may be null, in lists and in arrays', () => {
    for (const [kind, ...paths] of [
      ['balance_transaction', 'source', 'source.destination', 'source.refunds.data.charge'],
      [
        'charge',
        'on_behalf_of',
        'refunds.data.transfer_reversal',
        'transfer_data.destination',
        'source_transfer.destination',
      ],
      ['customer', 'discount.promotion_code', 'discount.customer', 'discount.source.coupon', 'sources.data.customer'],
      ['customer', 'subscriptions.data.latest_invoice', 'tax_ids.data.owner.account', 'test_clock'],
      ['dispute', 'balance_transactions.source', 'evidence.receipt'],
      ['payment_intent', 'last_payment_error.payment_method.customer', 'amount_details.line_items'],
      ['setup_intent', 'last_setup_error.payment_method.customer', 'mandate.payment_method', 'latest_attempt'],
    ] as const) {
      const known = declaredPaths(SERVED[kind] as (typeof SERVED)[string], true);
      for (const path of paths) {
        assert.ok(known.includes(path), `${kind}.${path}`);
        assert.ok(routeOf(kind, path.split('.'), EXPANDABLE), `${kind}.${path}`);
      }
    }
    assert.ok(declaredPaths(SERVED['charge'] as (typeof SERVED)[string], true).length > 500);
  });

  it('is filled where what would be there is served', () => {
    // What is null wherever it is served, though such objects are served themselves.
    const never = /^(sepa_debit|card)\.generated_from|payment_method_details\.|_error\.(payment|setup)_intent$/;
    for (const [kind, paths] of Object.entries(EXPANDABLE.declared)) {
      if (!isKind(kind)) continue;
      for (const [path, there] of Object.entries(paths)) {
        const types = 'list_of' in there ? there.list_of : there;
        if (!types.some(isKind) || never.test(path) || `${kind}.${path}` === 'charge.failure_balance_transaction')
          continue;
        assert.notEqual(routeOf(kind, path.split('.'), EXPANDABLE), NOWHERE, `${kind}.${path}`);
      }
    }
  });
});
