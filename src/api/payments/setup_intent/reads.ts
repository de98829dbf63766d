/** Reading setup intents and their attempts. */
import { errors } from '../../../core/kernel/errors.js';
import { paging } from '../../../wire/list.js';
import { boolean, described, range, required, string } from '../../../wire/parameters.js';
import { createdBetween, equals, NEVER, nothingWith } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';

const read = { method: 'GET', resource: 'setup_intents' } as const;

export const retrieveSetupIntent = operation({
  ...read,
  path: '/v1/setup_intents/:id',
  summary: 'Retrieve a setup intent.',
  answers: 'setup_intent',
  publishable: 'with_secret',
  parameters: {},
  run: (call) => call.retrieve('setup_intent'),
});

export const listSetupIntents = operation({
  ...read,
  path: '/v1/setup_intents',
  summary: 'List setup intents, newest first.',
  answers: 'setup_intent',
  page: true,
  parameters: {
    ...paging,
    attach_to_self: described(boolean(), 'With `true` it finds nothing: no setup intent is attached to the account.'),
    created: range(),
    customer: string(),
    customer_account: described(string(), NEVER),
    payment_method: string(),
  },
  run: (call, given) =>
    call.list('setup_intent', given, [
      ...createdBetween(given.created),
      ...equals('customer', given.customer),
      ...equals('payment_method', given.payment_method),
      ...nothingWith(given.attach_to_self),
      ...nothingWith(given.customer_account),
    ]),
});

export const listSetupAttempts = operation({
  ...read,
  path: '/v1/setup_attempts',
  summary: 'List the confirmations of a setup intent, newest first.',
  answers: 'setup_attempt',
  page: true,
  parameters: { ...paging, created: range(), setup_intent: required(string()) },
  async run(call, given) {
    if ((await call.store.get(call.scope, 'setup_intent', given.setup_intent)) === undefined) {
      return errors.noSuchReference('setup_intent', given.setup_intent, 'setup_intent');
    }
    return call.list('setup_attempt', given, [
      ...createdBetween(given.created),
      ...equals('setup_intent', given.setup_intent),
    ]);
  },
});
