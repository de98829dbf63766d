/** Reading the keys of a mode. */
import { paging } from '../../../wire/list.js';
import { operation } from '../../kernel/operation.js';

export const listApiKeys = operation({
  method: 'GET',
  path: '/v1/daybook/api_keys',
  summary: 'List the API keys of the mode, newest first, also those that no longer work.',
  resource: 'api_keys',
  answers: 'api_key',
  page: true,
  extension: true,
  parameters: paging,
  run: (call, given) => call.list('api_key', given, []),
});

export const retrieveApiKey = operation({
  method: 'GET',
  path: '/v1/daybook/api_keys/:id',
  summary: 'Retrieve an API key.',
  resource: 'api_keys',
  answers: 'api_key',
  extension: true,
  parameters: {},
  run: (call) => call.retrieve('api_key'),
});
