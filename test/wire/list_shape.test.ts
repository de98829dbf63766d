/** The envelopes of pages have the shape that Stripe's SDK declares: the compiler says so, the test that they are made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { listEnvelope, searchEnvelope } from '../../src/wire/list.js';

const ITEMS = [{ id: 'pr_2' }, { id: 'pr_1' }];

test('a page of a list', () => {
  const page = listEnvelope('/v1/things', ITEMS, true) satisfies Omit<Stripe.ApiList<{ id: string }>, 'data'>;
  assert.deepEqual(page, { object: 'list', data: ITEMS, has_more: true, url: '/v1/things' });
});

test('a page of a search', () => {
  const page = searchEnvelope('/v1/things/search', ITEMS, false) satisfies Omit<
    Stripe.ApiSearchResult<{ id: string }>,
    'data'
  >;
  assert.deepEqual(page, {
    object: 'search_result',
    data: ITEMS,
    has_more: false,
    next_page: null,
    url: '/v1/things/search',
  });
});
