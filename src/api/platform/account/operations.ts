/** The account that the installation holds. Libraries that copy everything ask for it first, to learn its id. */
import { errors } from '../../../core/kernel/errors.js';
import { checkCursors, listEnvelope, paging } from '../../../wire/list.js';
import { range } from '../../../wire/parameters.js';
import { operation } from '../../kernel/operation.js';
import { viewAccount } from './view.js';

const read = { method: 'GET', resource: 'accounts', object: 'account' } as const;

export const retrieveOwnAccount = operation({
  ...read,
  path: '/v1/account',
  summary: 'Retrieve the account of the key.',
  parameters: {},
  run: async (call) => viewAccount(call.identity.scope.account, call.livemode),
});

export const retrieveAccount = operation({
  ...read,
  path: '/v1/accounts/:id',
  summary: 'Retrieve an account: the one of the key, as there are no others.',
  parameters: {},
  async run(call) {
    const { account } = call.identity.scope;
    return call.id === account ? viewAccount(account, call.livemode) : errors.noSuchAccount(call.id);
  },
});

export const listAccounts = operation({
  ...read,
  path: '/v1/accounts',
  page: true,
  summary: 'List connected accounts, of which there are none.',
  parameters: { ...paging, created: range() },
  async run(call, given) {
    const exclusive = checkCursors(given);
    if (exclusive !== undefined) return exclusive;
    for (const name of ['starting_after', 'ending_before'] as const) {
      const id = given[name];
      if (id !== undefined) return errors.noSuchReference('account', id, name);
    }
    return listEnvelope(call.request.path, [], false);
  },
});
