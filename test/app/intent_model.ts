/**
 * What payment intents should do, written down a second time and as simply as possible. It shares no code with the
 * rules it judges: steps come in, and the model says what Daybook must answer and how everything must look afterwards.
 */

import { CARDS, type Card, type CardName, type Flag, type Script, type Step, stepOf } from './intent_steps.js';

/** The amounts of an attempt or a record. */
export interface Parts {
  requested: number;
  intended?: number;
  authorized?: number;
  guaranteed?: number;
  failed?: number;
  canceled?: number;
  refunded?: number;
}

interface Try {
  readonly requested: number;
  state: 'open' | 'failed' | 'canceled' | 'paid';
  /** Of the intent, when the try last changed. */
  amount: number;
  authenticated: boolean;
  unknown: boolean;
  charge: ModelCharge | undefined;
}

interface ModelCharge {
  status: 'pending' | 'failed' | 'succeeded';
  amount: number;
  authorized: number;
  maximum: number;
  captured: number;
  refunded: number;
  is_captured: boolean;
  expired: boolean;
}

interface ModelRefund {
  readonly amount: number;
  status: 'pending' | 'succeeded' | 'failed';
  due_at: number | undefined;
}

export interface Movement {
  readonly type: 'charge' | 'refund' | 'refund_failure';
  readonly amount: number;
  readonly fee: number;
  readonly available_on: number;
}

export interface Answer {
  /** The HTTP status and the code of a refusal, and its parameter; absent where the step is done. */
  readonly refused?: readonly [status: number, code: string | undefined, param: string | undefined];
  readonly events: readonly string[];
}

type Status =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

const DAY = 86_400;
const done = (...events: string[]): Answer => ({ events });
const refuse = (code?: string, param?: string): Answer => ({ refused: [400, code, param], events: [] });
const wrongState = (param?: string): Answer => refuse('payment_intent_unexpected_state', param);

export class IntentModel {
  readonly currency: string;
  readonly requested: number;
  readonly tries: Try[] = [];
  readonly refunds: ModelRefund[] = [];
  readonly movements: Movement[] = [];
  amount: number;
  status: Status;
  capturable = 0;
  received = 0;
  captures = 0;
  increments = 0;
  due_at: number | undefined;
  canceled_because: string | undefined;
  card: CardName | undefined;
  #script: Script;
  #off_session = false;
  readonly #is_manual: boolean;
  readonly #capture_method: string;
  readonly #waits: boolean;
  readonly #flags: readonly Flag[];

  constructor(step: Extract<Step, { kind: 'create' }>) {
    this.currency = step.currency;
    this.requested = step.amount;
    this.amount = step.amount;
    this.card = step.card;
    this.status = step.card === undefined ? 'requires_payment_method' : 'requires_confirmation';
    this.#script = step.script;
    this.#capture_method = step.capture_method;
    this.#is_manual = step.capture_method === 'manual';
    this.#waits = step.waits_for_confirmation;
    this.#flags = step.flags;
  }

  get charges(): ModelCharge[] {
    return this.tries.flatMap(({ charge }) => (charge === undefined ? [] : [charge]));
  }

  get #latest(): Try | undefined {
    return this.tries.at(-1);
  }

  get #is_before_payment(): boolean {
    return ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(this.status);
  }

  /** The most that the currency carries of an amount. */
  #carried(amount: number): number {
    const most = Math.min(amount, 99_999_999);
    return most - (most % stepOf(this.currency));
  }

  #notCarried(amount: number, param: string): Answer | undefined {
    if (amount > this.#carried(99_999_999)) return refuse('amount_too_large', param);
    return amount === this.#carried(amount) ? undefined : refuse('invalid_charge_amount', param);
  }

  update({ amount, card, script }: Extract<Step, { kind: 'update' }>): Answer {
    if (amount !== undefined && !this.#is_before_payment) return wrongState('amount');
    if (card !== undefined && !this.#is_before_payment) return wrongState('payment_method');
    const not_carried = amount === undefined ? undefined : this.#notCarried(amount, 'amount');
    if (not_carried !== undefined) return not_carried;
    this.#script = Object.fromEntries(
      Object.entries({ ...this.#script, ...script }).filter(([, value]) => value !== ''),
    );
    if (amount === undefined && card === undefined) return done();
    this.#giveUpOpenTry();
    this.amount = amount ?? this.amount;
    if (card !== undefined) this.card = card ?? undefined;
    this.status = this.card === undefined ? 'requires_payment_method' : 'requires_confirmation';
    return done();
  }

  confirm(
    { card, off_session, refuses_action }: Omit<Extract<Step, { kind: 'confirm' }>, 'kind'>,
    now: number,
  ): Answer {
    if (!this.#is_before_payment) return wrongState();
    if (card === undefined && this.card === undefined) return wrongState();
    this.#off_session = off_session;
    const goes_on = this.#latest?.state === 'open' && this.#latest.authenticated && card === undefined;
    this.card = card ?? this.card;
    if (!goes_on) {
      this.#giveUpOpenTry();
      this.tries.push({
        requested: this.amount,
        state: 'open',
        amount: this.amount,
        authenticated: false,
        unknown: false,
        charge: undefined,
      });
    }
    return this.#try(now, refuses_action);
  }

  authenticate(outcome: 'succeeded' | 'failed', now: number): Answer {
    if (this.status !== 'requires_action') return wrongState();
    if (outcome === 'failed') {
      this.#fail();
      return done('payment_intent.payment_failed');
    }
    this.#try_now.authenticated = true;
    if (this.#waits) {
      this.status = 'requires_confirmation';
      return done();
    }
    // Nobody waits for the answer, so a decline is no error here.
    return { events: this.#try(now, false).events };
  }

  /** The amount that a step means by its per cent. */
  shareOf({ percent }: { readonly percent?: number }, of: 'capturable' | 'refundable'): number | undefined {
    const charge = this.#latest?.charge;
    const refundable = charge === undefined ? 0 : charge.captured - charge.refunded;
    const whole = of === 'capturable' ? this.capturable : refundable;
    return percent === undefined ? undefined : Math.round((whole * percent) / 100);
  }

  capture(amount: number | undefined, final: boolean | undefined, now: number): Answer {
    if (this.status !== 'requires_capture') return wrongState();
    const charge = this.#charge;
    const several = this.#has('multicapture');
    if (final === false && !several) return refuse(undefined, 'final_capture');
    const taken = amount ?? this.capturable;
    const is_release = taken === 0 && this.captures > 0 && final !== false;
    if (taken === 0 && !is_release) return refuse('parameter_invalid_integer', 'amount');
    if (taken > (final === false ? this.capturable : charge.maximum - charge.captured)) {
      return refuse('amount_too_large', 'amount_to_capture');
    }
    const not_carried = this.#notCarried(taken, 'amount_to_capture');
    if (not_carried !== undefined) return not_carried;
    if (!is_release) {
      this.captures += 1;
      charge.captured += taken;
      charge.amount = Math.max(charge.amount, charge.captured);
      this.amount = Math.max(this.amount, charge.captured);
      this.#receive(taken, now);
    }
    const is_last = final !== false || taken === this.capturable;
    this.capturable = is_last ? 0 : this.capturable - taken;
    this.#try_now.amount = this.amount;
    const told = several ? [...(is_release ? [] : ['charge.updated']), 'payment_intent.amount_capturable_updated'] : [];
    return done(...told, ...(is_last ? this.#endCaptures() : []));
  }

  #receive(amount: number, now: number): void {
    this.received += amount;
    const step = stepOf(this.currency);
    const fee = Math.min(Math.floor((amount * 29 + 30_000) / (1_000 * step) + 0.5) * step, amount);
    const available_on = this.#card.at_once === true ? now : now + 2 * DAY;
    this.movements.push({ type: 'charge', amount, fee, available_on });
  }

  increment(amount: number): Answer {
    if (this.status !== 'requires_capture') return wrongState();
    if (!this.#flags.includes('incremental') || this.captures > 0 || this.increments === 10) return refuse();
    if (amount <= this.#charge.authorized) return refuse(undefined, 'amount');
    const { authorized } = this.#charge;
    const whole = { usd: 100, jpy: 1, kwd: 1_000, ugx: 100 }[this.currency] ?? 0;
    if (amount > Math.max(authorized + 500 * whole, authorized * 6)) return refuse('amount_too_large', 'amount');
    const not_carried = this.#notCarried(amount, 'amount');
    if (not_carried !== undefined) return not_carried;
    this.increments += 1;
    if (this.#card.is_plain === true || this.#script['sandbox_increment'] === 'declined') {
      return { refused: [402, 'card_declined', undefined], events: [] };
    }
    this.amount = amount;
    this.capturable = amount;
    this.#hold(this.#charge, amount);
    this.#try_now.amount = amount;
    return done('payment_intent.amount_capturable_updated', 'charge.updated');
  }

  cancel(): Answer {
    if (!this.#is_before_payment && this.status !== 'requires_capture') return wrongState();
    if (this.captures > 0) return wrongState();
    if (this.status === 'requires_capture' && this.#script['sandbox_void'] === 'declined') {
      return { refused: [402, 'card_declined', undefined], events: [] };
    }
    const is_held = this.status === 'requires_capture';
    this.#cancel(undefined);
    return done(...(is_held ? ['charge.hold_refunded'] : []), 'payment_intent.canceled');
  }

  refund(amount: number | undefined, now: number): Answer {
    const charge = this.#latest?.charge;
    if (charge?.status !== 'succeeded' || charge.captured === 0) return refuse(undefined, 'payment_intent');
    const left = charge.captured - charge.refunded;
    if (left === 0 && charge.is_captured) return refuse('charge_already_refunded');
    const back = amount ?? left;
    if (back === 0) return refuse();
    if (back > left) return refuse(undefined, 'amount');
    const not_carried = this.#notCarried(back, 'amount');
    if (not_carried !== undefined) return not_carried;
    const how = this.#refundScript ?? this.#card.refund;
    charge.refunded += back;
    this.refunds.push({
      amount: back,
      status: how === 'pending' ? 'pending' : 'succeeded',
      due_at: how === undefined ? undefined : now + 60,
    });
    this.movements.push({ type: 'refund', amount: -back, fee: 0, available_on: now });
    return done('refund.created', 'charge.refunded');
  }

  dueRefund(which: number, now: number): Answer {
    const refund = this.refunds[which];
    if (refund?.due_at === undefined || refund.due_at > now) return done();
    refund.due_at = undefined;
    if (this.#card.refund !== 'failed' && this.#refundScript !== 'failed') {
      refund.status = 'succeeded';
      return done('refund.updated', 'charge.refund.updated');
    }
    refund.status = 'failed';
    this.#charge.refunded -= refund.amount;
    this.movements.push({ type: 'refund_failure', amount: refund.amount, fee: 0, available_on: now });
    return done('refund.failed', 'charge.refund.updated');
  }

  due(now: number): Answer {
    if (this.due_at === undefined || this.due_at > now) return done();
    if (this.status === 'requires_capture') {
      if (this.captures > 0) {
        this.capturable = 0;
        return done('payment_intent.amount_capturable_updated', ...this.#endCaptures());
      }
      this.#cancel('expired');
      this.#charge.expired = true;
      return done('charge.expired', 'charge.hold_refunded', 'payment_intent.canceled');
    }
    switch (this.#script['sandbox_settles']) {
      case 'pending':
        this.#try_now.unknown = false;
        this.due_at = now + 60;
        return done();
      case 'declined':
        return done(...this.#decline('card_declined').events);
      case 'not_found':
        return done(...this.#decline('processing_error').events);
      default:
        return done(...this.#answer(now).events);
    }
  }

  /** What the latest attempt, or an earlier one, shows. */
  partsOf({ requested, amount, state, charge }: Try): Parts {
    const parts: Parts = { requested };
    if (amount !== requested) parts.intended = amount;
    if (state === 'failed') return { ...parts, failed: amount };
    if (charge?.status !== 'succeeded') return state === 'canceled' ? { ...parts, canceled: amount } : parts;
    parts.authorized = charge.authorized;
    if (charge.captured > 0) parts.guaranteed = charge.captured;
    const is_over = charge.is_captured || state === 'canceled';
    if (is_over && charge.captured < charge.authorized) parts.canceled = charge.authorized - charge.captured;
    if (charge.refunded > 0) parts.refunded = charge.refunded;
    return parts;
  }

  get record(): Parts {
    const { intended: _intended, ...latest } =
      this.#latest === undefined ? { requested: 0 } : this.partsOf(this.#latest);
    const asked: Parts = { requested: this.requested };
    if (this.amount !== this.requested) asked.intended = this.amount;
    if (this.status !== 'canceled') return { ...latest, ...asked };
    return {
      ...asked,
      ...(latest.authorized === undefined ? {} : { authorized: latest.authorized }),
      canceled: this.amount,
    };
  }

  get #card(): Card {
    if (this.card === undefined) throw new Error('the model has no card');
    return CARDS[this.card];
  }

  get #try_now(): Try {
    if (this.#latest === undefined) throw new Error('the model has not tried');
    return this.#latest;
  }

  get #charge(): ModelCharge {
    const { charge } = this.#try_now;
    if (charge === undefined) throw new Error('the model has no charge');
    return charge;
  }

  get #refundScript(): 'pending' | 'failed' | undefined {
    const script = this.#script['sandbox_refund'];
    return script === 'pending' || script === 'failed' ? script : undefined;
  }

  #has(flag: Flag): boolean {
    return this.#is_manual && this.#flags.includes(flag) && this.#card.is_plain !== true;
  }

  #giveUpOpenTry(): void {
    const latest = this.#latest;
    if (latest?.state !== 'open') return;
    latest.state = 'canceled';
    latest.amount = this.amount;
  }

  #try(now: number, refuses_action: boolean): Answer {
    const outcome = this.#script['sandbox_outcome'];
    if (outcome === 'timeout' || outcome === 'pending') {
      this.#try_now.unknown = outcome === 'timeout';
      this.#try_now.charge = this.#newCharge('pending');
      this.status = 'processing';
      this.due_at = now + 60;
      return done('charge.pending', 'payment_intent.processing');
    }
    const { asks } = this.#card;
    const is_asked = asks === 'always' || (asks === 'on_session' && !this.#off_session);
    if (is_asked && !this.#try_now.authenticated) {
      if (this.#off_session) return this.#decline('authentication_required');
      if (!refuses_action) {
        this.status = 'requires_action';
        return done('payment_intent.requires_action');
      }
      this.#fail();
      return { refused: [402, 'authentication_required', undefined], events: ['payment_intent.payment_failed'] };
    }
    return this.#answer(now);
  }

  #answer(now: number): Answer {
    const { declines, grants = 1 } = this.#card;
    if (declines !== undefined) return this.#decline(declines);
    const asked = this.amount;
    const held = this.#has('partial') ? this.#carried(Math.floor(asked * grants + 1e-6)) : asked;
    this.amount = held;
    const charge = this.#try_now.charge ?? this.#newCharge('succeeded');
    this.#try_now.charge = charge;
    charge.status = 'succeeded';
    this.#hold(charge, held);
    Object.assign(this.#try_now, { amount: held, state: 'paid', unknown: false });
    if (this.#is_manual) {
      this.status = 'requires_capture';
      this.capturable = held;
      const days = this.#has('extended') ? 30 : this.#off_session && this.card !== 'jcb' ? 5 : 7;
      this.due_at = now + days * DAY;
      return done('charge.succeeded', 'payment_intent.amount_capturable_updated');
    }
    this.status = 'succeeded';
    this.due_at = undefined;
    charge.captured = held;
    charge.is_captured = true;
    this.#receive(held, now);
    const later = this.#capture_method === 'automatic_async' ? ['charge.updated'] : [];
    return done('charge.succeeded', 'payment_intent.succeeded', ...later);
  }

  #newCharge(status: ModelCharge['status']): ModelCharge {
    return {
      status,
      amount: this.amount,
      authorized: 0,
      maximum: 0,
      captured: 0,
      refunded: 0,
      is_captured: false,
      expired: false,
    };
  }

  #hold(charge: ModelCharge, amount: number): void {
    charge.amount = amount;
    charge.authorized = amount;
    const is_over = this.#has('overcapture') && this.card !== 'jcb';
    charge.maximum = is_over ? this.#carried(Math.floor(amount * 1.2 + 1e-6)) : amount;
  }

  #decline(code: string): Answer {
    const charge = this.#try_now.charge ?? this.#newCharge('failed');
    charge.status = 'failed';
    this.#try_now.charge = charge;
    this.#fail();
    return { refused: [402, code, undefined], events: ['charge.failed', 'payment_intent.payment_failed'] };
  }

  #fail(): void {
    Object.assign(this.#try_now, { state: 'failed', amount: this.amount, unknown: false });
    this.status = 'requires_payment_method';
    this.card = undefined;
    this.due_at = undefined;
  }

  #cancel(reason: string | undefined): void {
    const latest = this.#latest;
    if (latest?.state === 'open' || latest?.state === 'paid') {
      latest.state = 'canceled';
      latest.amount = this.amount;
    }
    this.status = 'canceled';
    this.capturable = 0;
    this.canceled_because = reason;
    this.due_at = undefined;
  }

  #endCaptures(): string[] {
    this.#charge.is_captured = true;
    this.status = 'succeeded';
    this.capturable = 0;
    this.due_at = undefined;
    return ['charge.captured', 'payment_intent.succeeded'];
  }
}
