/** Objects for hostile requests to work on: an operation that only ever meets ids of nothing is hardly tried. */
import type { Operation } from '../../src/api/kernel/operation.js';
import { succeeds } from './scenario.js';

export interface World {
  /** Ids that the operation's path can name, at least one. */
  idsFor(operation: Operation): readonly string[];
  /** What a request of the operation may begin with to get beyond its parameters; empty where there is nothing. */
  formFor(operation: Operation): string;
}

export async function makeWorld(daybook: { readonly address: string }, record: string): Promise<World> {
  const post = (path: string, form = '') => succeeds(daybook, 'POST', `/v1/${path}`, form);
  const create = async (form: string): Promise<string> =>
    (await post('payment_intents', `amount=2000&currency=usd&${form}`)).id;
  const customer = (await post('customers')).id;
  const method = (await post('payment_methods/pm_card_visa/attach', `customer=${customer}`)).id;
  const card = 'payment_method_options[card]';
  const held = `confirm=true&capture_method=manual&payment_method=pm_card_visa&${card}[request_multicapture]=if_available&${card}[request_incremental_authorization]=if_available`;
  const intents = [await create(held), await create('payment_method=pm_card_visa'), await create('')];
  const paid = await create('confirm=true&payment_method=pm_card_visa');
  const { charge, id: refund } = await post('refunds', `payment_intent=${paid}&amount=100`);
  const clock = (await post('test_helpers/test_clocks', 'frozen_time=1900000000')).id;
  await post('customers', `test_clock=${clock}`);
  const { balance_transaction } = await succeeds(daybook, 'GET', `/v1/charges/${charge}`);
  const ids: Readonly<Record<string, readonly string[]>> = {
    '/v1/balance_transactions/': [balance_transaction],
    '/v1/charges/': [charge],
    '/v1/customers/': [customer],
    '/v1/payment_intents/': [...intents, paid],
    '/v1/payment_methods/': [method],
    '/v1/refunds/': [refund],
    '/v1/test_helpers/test_clocks/': [clock],
  };
  const forms: Readonly<Record<string, string>> = {
    'POST /v1/payment_intents':
      'amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true&capture_method=manual',
    'POST /v1/payment_intents/:id/confirm': 'payment_method=pm_card_visa',
    'POST /v1/payment_intents/:id/capture': 'amount_to_capture=1&final_capture=false',
    'POST /v1/payment_intents/:id/increment_authorization': 'amount=2100',
    'POST /v1/test_helpers/test_clocks': 'frozen_time=1900000000',
    'POST /v1/test_helpers/test_clocks/:id/advance': 'frozen_time=1900000001',
    'POST /v1/refunds': `payment_intent=${paid}&amount=1`,
  };
  return {
    idsFor: ({ path }) => Object.entries(ids).find(([prefix]) => path.startsWith(prefix))?.[1] ?? [record],
    formFor: ({ method: verb, path }) => forms[`${verb} ${path}`] ?? '',
  };
}
