/**
 * What Daybook asks of a processor, and what it can answer.
 *
 * A rule is cut where it asks: it begins (decides, and says what is asked), and settles what the answer means. A processor
 * that answers at once is asked in between, within one commit; one behind a network is asked after the first commit, and
 * its answer is settled in a second one. Every payment is asked for under a reference of Daybook's own (the id of the
 * attempt), and every question has a key under which it can be asked again and is done once: an answer that did not
 * arrive is `unknown`, never a guess.
 */
import type { Refusal } from '../../kernel/errors.js';
import type { Address, Metadata } from '../../kernel/shared.js';
import type { Authorization, ThreeDSecure } from '../card_authorization.js';
import type { CardDetails, EnteredCard, FingerprintOf } from '../cards.js';
import type { Outcome } from '../charge/types.js';
import type { DisputeOpening } from '../dispute/types.js';
import type { ReducedCard } from '../payment_method/create.js';
import type { PaymentMethod } from '../payment_method/types.js';

/** What a processor can do at all; a payment method can still lack it. */
export interface Capabilities {
  readonly extended_authorization: boolean;
  readonly incremental_authorization: boolean;
  readonly multicapture: boolean;
  readonly overcapture: boolean;
  readonly partial_authorization: boolean;
  readonly three_d_secure: boolean;
}

/** What an intent can ask for with `request_…`, to be had or not. */
export type RequestedCapability = Exclude<keyof Capabilities, 'three_d_secure'>;

export interface AuthorizeRequest {
  /** The id of the attempt. */
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly payment_method: PaymentMethod;
  /** Whether the money is to be taken at once. */
  readonly captures: boolean;
  /** The payer is not there, and cannot be asked to authenticate. */
  readonly is_off_session: boolean;
  readonly moto: boolean;
  readonly three_d_secure: 'any' | 'automatic' | 'challenge';
  /** What the payer's authentication came to; absent before. */
  readonly authentication: 'succeeded' | undefined;
  /** What the caller would like, if the payment method has it. */
  readonly wants: Readonly<Record<RequestedCapability, boolean>>;
  readonly metadata: Metadata;
  /** Unix seconds. */
  readonly now: number;
}

/** Why a payment was refused, in the words of an error. */
export interface DeclineAnswer {
  readonly outcome: 'declined';
  readonly code: 'authentication_required' | 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error';
  readonly decline_code?: string;
  readonly message: string;
  readonly advice_code?: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later';
  readonly risk: Outcome;
  /** With the results of the issuer's checks, where it made any. */
  readonly payment_method?: PaymentMethod;
}

export interface AuthorizedAnswer {
  readonly outcome: 'succeeded';
  /** What was authorized, or taken: less than asked for only with a partial authorization. */
  readonly amount: number;
  readonly authorization: Authorization;
  readonly risk: Outcome;
  /** The payment method as the issuer knows it now: with the results of its checks. */
  readonly payment_method: PaymentMethod;
}

/** The processor has the payment and will know more later, or did not answer at all. */
export interface OpenAnswer {
  readonly outcome: 'pending' | 'unknown';
  /** When to ask (Unix seconds). */
  readonly ask_at: number;
}

export type AuthorizeAnswer = AuthorizedAnswer | DeclineAnswer | OpenAnswer | { readonly outcome: 'requires_action' };

/** The same question as before, to be asked when the answer did not arrive: under the same reference. */
type QueryAnswer = AuthorizedAnswer | DeclineAnswer | OpenAnswer | { readonly outcome: 'not_found' };

/** A later operation on an authorization. */
export interface FollowUpRequest {
  readonly reference: string;
  readonly amount: number;
  /** As it is now. */
  readonly authorization: Authorization;
  readonly currency: string;
  readonly payment_method: { readonly test_card?: string | undefined };
  readonly metadata: Metadata;
  /** Unix seconds. */
  readonly now: number;
}

interface RefundRequest extends FollowUpRequest {
  /** The id of the refund: of several of a payment, which one is asked about. */
  readonly refund: string;
}

export interface DeclinedFollowUp {
  readonly outcome: 'declined';
  readonly message: string;
  readonly decline_code: string;
}

type FollowUpAnswer = { readonly outcome: 'succeeded' } | DeclinedFollowUp | OpenAnswer;

/** An authorization as it has become. */
type IncrementAnswer =
  | { readonly outcome: 'succeeded'; readonly authorization: Authorization }
  | DeclinedFollowUp
  | OpenAnswer;

/** How a refund began; `pending` and `succeeded` can both turn into something else when the processor is asked again. */
type RefundAnswer =
  | { readonly outcome: 'succeeded' | 'pending'; readonly ask_at?: number }
  | { readonly outcome: 'failed'; readonly reason: string }
  | OpenAnswer;

/** Whether a card can be kept for later payments: nothing is charged. */
interface VerifyRequest {
  /** The id of the setup attempt. */
  readonly reference: string;
  readonly payment_method: PaymentMethod;
  readonly three_d_secure: 'any' | 'automatic' | 'challenge';
  /** What the payer's authentication came to; absent before. */
  readonly authentication: 'succeeded' | undefined;
  /** Unix seconds. */
  readonly now: number;
}

/** `card`: as its issuer knows it now; absent where it was not asked. */
type VerifyAnswer =
  | { readonly outcome: 'succeeded'; readonly card?: CardDetails; readonly three_d_secure?: ThreeDSecure }
  | { readonly outcome: 'requires_action'; readonly card?: CardDetails }
  | (Pick<DeclineAnswer, 'outcome' | 'code' | 'decline_code' | 'message'> & { readonly card?: CardDetails })
  | OpenAnswer;

interface Requests {
  readonly authorize: AuthorizeRequest;
  /** What became of the payment with this reference. */
  readonly query: AuthorizeRequest;
  readonly capture: FollowUpRequest;
  readonly increment: FollowUpRequest;
  readonly void: FollowUpRequest;
  readonly refund: RefundRequest;
  readonly query_refund: RefundRequest;
  readonly verify: VerifyRequest;
}

interface Answers {
  readonly authorize: AuthorizeAnswer;
  readonly query: QueryAnswer;
  readonly capture: FollowUpAnswer;
  readonly increment: IncrementAnswer;
  readonly void: FollowUpAnswer;
  readonly refund: RefundAnswer;
  readonly query_refund: RefundAnswer;
  readonly verify: VerifyAnswer;
}

export type Asks = keyof Requests;
export type Request<A extends Asks> = Requests[A];

/** What is asked, as data: it can be written down, and asked by whoever reads it, again and again under its key. */
export type Question<A extends Asks = Asks> = {
  [Q in A]: { readonly asks: Q; readonly key: string } & Requests[Q];
}[A];

export type Answer<A extends Asks = Asks> = Answers[A];

/** A question that waits for its answer, as the object that it is about keeps it. */
export interface OpenQuestion<A extends Asks, P> {
  /** Whom it is for, by the name in the registry. */
  readonly processor: string;
  readonly question: Question<A>;
  /** What the answer is for: as much of what was asked for as the object does not say. */
  readonly purpose: P;
  /** How often it was given to somebody to ask: who asks for an earlier turn has lost it to another. */
  readonly turn: number;
}

/** What is known of cards without asking anybody. `test_card` is what whoever keeps the card finds it by. */
export interface Cards {
  /** What is kept of a card that was entered; refused where it is none that is taken. */
  readonly entered: (card: EnteredCard, now: number, fingerprintOf: FingerprintOf) => ReducedCard | Refusal;
  /** The card that a name such as `tok_visa` stands for. */
  readonly token: (name: string, now: number, fingerprintOf: FingerprintOf) => ReducedCard | undefined;
  /** The card of a payment method that each use of a name such as `pm_card_visa` makes. */
  readonly template: (name: string, now: number, fingerprintOf: FingerprintOf) => ReducedCard | undefined;
  /** Why the card cannot be attached to a customer; undefined where it can (and charging it may not work). */
  readonly attachRefusal: (method: KeptCard) => Refusal | undefined;
  /** The card with what its issuer says of what was entered and of the address. */
  readonly checked: (method: KeptCard, card: CardDetails, address: Address | undefined) => CardDetails;
  readonly supportsThreeDSecure: (method: KeptCard) => boolean;
}

export interface KeptCard {
  readonly test_card?: string | undefined;
}

/** What is known beforehand to come of a payment that brings money; what comes unforeseen is told when it does. */
export interface Aftermath {
  /** The money can be used at once. */
  readonly bypasses_pending?: true;
  /** They share what was taken. */
  readonly disputes?: readonly DisputeOpening[];
  readonly fraud_warning?: true;
}

/** For how long a question is somebody's to ask, before it is given to another. */
export const LEASE_SECONDS = 60;

interface Named {
  /** As attempts keep it. */
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly aftermath: (charge: KeptCard) => Aftermath;
}

/** A processor without a network: it answers within the rule that asks, so a payment is one commit. */
export interface ImmediateProcessor extends Named {
  readonly answer: <A extends Asks>(question: Question<A>) => Answer<A>;
}

/** A processor behind a network: what is sent for a question, and what the response says. Sending is not its own. */
export interface Connector extends Named {
  readonly build: (question: Question) => ProcessorRequest;
  /** Undefined: there was no response, and nobody knows what became of the question. */
  readonly read: <A extends Asks>(
    question: Question<A>,
    response: ProcessorResponse | undefined,
    now: number,
  ) => Answer<A>;
}

export interface ProcessorRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ProcessorResponse {
  readonly status: number;
  readonly body: string;
}

export type Processor = ImmediateProcessor | Connector;
