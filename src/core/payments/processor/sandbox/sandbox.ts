/** The processor for trying things out: it answers at once, keeps no state of its own, and does what the test card says. */

import type { Answer, Asks, FollowUpRequest, ImmediateProcessor, Question, Request } from '../port.js';
import { aftermath } from './aftermath.js';
import { authorize, maximumCapturable } from './authorize.js';
import { issuerDeclines } from './decline.js';
import { scriptOf } from './script.js';
import { testCardByKey } from './test_cards.js';
import { verified } from './verify.js';

/** How long a refund of the test cards that are slow takes. */
const REFUND_SECONDS = 60;

export const SANDBOX: ImmediateProcessor = {
  name: 'sandbox',
  capabilities: {
    extended_authorization: true,
    incremental_authorization: true,
    multicapture: true,
    overcapture: true,
    partial_authorization: true,
    three_d_secure: true,
  },
  aftermath,
  answer: <A extends Asks>(question: Question<A>): Answer<A> =>
    (ANSWERS[question.asks] as (request: Request<A>) => Answer<A>)(question),
};

const ANSWERS: { readonly [A in Asks]: (request: Request<A>) => Answer<A> } = {
  authorize(request) {
    const { outcome, after_seconds } = scriptOf(request.metadata);
    if (outcome === 'answers') return authorize(request);
    return { outcome: outcome === 'timeout' ? 'unknown' : 'pending', ask_at: request.now + after_seconds };
  },

  query(request) {
    const { settles, after_seconds } = scriptOf(request.metadata);
    if (settles === 'pending') return { outcome: 'pending', ask_at: request.now + after_seconds };
    if (settles === 'not_found') return { outcome: 'not_found' };
    if (settles === 'declined') return issuerDeclines(DECLINED);
    const answer = authorize({ ...request, authentication: 'succeeded' });
    return answer.outcome === 'requires_action' ? issuerDeclines(DECLINED) : answer;
  },

  verify: verified,

  capture: (request) => scripted(request, 'sandbox_capture'),
  void: (request) => scripted(request, 'sandbox_void'),

  increment(request) {
    const { amount, authorization } = request;
    const declines = behaviourOf(request) === 'enterprise_features_disabled';
    const answer = declines ? DECLINED_FOLLOW_UP : scripted(request, 'sandbox_increment');
    if (answer.outcome === 'declined') return answer;
    const overcaptures = authorization.maximum_amount_capturable !== undefined;
    return {
      outcome: 'succeeded',
      authorization: {
        ...authorization,
        amount,
        ...(overcaptures ? { maximum_amount_capturable: maximumCapturable(amount) } : {}),
      },
    };
  },

  refund(request) {
    const ask_at = request.now + REFUND_SECONDS;
    switch (request.metadata['sandbox_refund']) {
      case 'pending':
        return { outcome: 'pending', ask_at };
      case 'failed':
        return { outcome: 'succeeded', ask_at };
      default:
    }
    switch (behaviourOf(request)) {
      case 'refund_pending':
        return { outcome: 'pending', ask_at };
      case 'refund_fails':
        return { outcome: 'succeeded', ask_at };
      default:
        return { outcome: 'succeeded' };
    }
  },

  query_refund(request) {
    const fails = behaviourOf(request) === 'refund_fails' || request.metadata['sandbox_refund'] === 'failed';
    return fails ? { outcome: 'failed', reason: 'unknown' } : { outcome: 'succeeded' };
  },
};

const DECLINED = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
} as const;
const DECLINED_FOLLOW_UP = {
  outcome: 'declined',
  message: DECLINED.message,
  decline_code: DECLINED.decline_code,
} as const;

function scripted({ metadata }: FollowUpRequest, key: string): typeof DECLINED_FOLLOW_UP | { outcome: 'succeeded' } {
  return metadata[key] === 'declined' ? DECLINED_FOLLOW_UP : { outcome: 'succeeded' };
}

function behaviourOf({ payment_method }: FollowUpRequest): string | undefined {
  return payment_method.test_card === undefined ? undefined : testCardByKey(payment_method.test_card)?.behaviour.kind;
}
