/** Answering disputes, and accepting them. */
import { boolean, described, metadata } from '../../../wire/parameters.js';
import { operation } from '../../kernel/operation.js';
import { evidence, evidenceOf } from './inputs.js';

const write = { method: 'POST', resource: 'disputes', answers: 'dispute' } as const;

export const updateDispute = operation({
  ...write,
  path: '/v1/disputes/:id',
  summary: 'Update a dispute: its metadata, or the evidence against it.',
  parameters: {
    evidence,
    metadata: metadata(),
    submit: described(
      boolean(),
      'With false, evidence is kept to be submitted later. With true, or with evidence and without this parameter, all of it is submitted, which is possible once.',
    ),
  },
  run: (call, given) =>
    call.commit('dispute.update', {
      id: call.id,
      ...evidenceOf(given.evidence),
      metadata: given.metadata,
      submit: given.submit,
    }),
});

export const closeDispute = operation({
  ...write,
  path: '/v1/disputes/:id/close',
  summary: 'Accept a dispute: it is lost.',
  parameters: {},
  run: (call) => call.commit('dispute.close', { id: call.id }),
});
