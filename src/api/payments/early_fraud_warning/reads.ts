/** Reading what issuers say about fraud. */
import { paging } from '../../../wire/list.js';
import { range, string } from '../../../wire/parameters.js';
import { createdBetween, equals } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';

const read = { method: 'GET', resource: 'radar', answers: 'early_fraud_warning' } as const;

export const retrieveEarlyFraudWarning = operation({
  ...read,
  path: '/v1/radar/early_fraud_warnings/:id',
  summary: 'Retrieve an early fraud warning.',
  parameters: {},
  run: (call) => call.retrieve('early_fraud_warning'),
});

export const listEarlyFraudWarnings = operation({
  ...read,
  path: '/v1/radar/early_fraud_warnings',
  summary: 'List early fraud warnings, newest first.',
  page: true,
  parameters: { ...paging, charge: string(), created: range(), payment_intent: string() },
  run: (call, given) =>
    call.list('early_fraud_warning', given, [
      ...createdBetween(given.created),
      ...equals('charge', given.charge),
      ...equals('payment_intent', given.payment_intent),
    ]),
});
