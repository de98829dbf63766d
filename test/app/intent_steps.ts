/** Steps of random lives of intents. */
import fc from 'fast-check';

/** How the cards of the steps pay: at once, or after the payer was asked, and what becomes of it. */
export const CARDS = {
  visa: {},
  jcb: {},
  bypassPending: { at_once: true },
  threeDSecureOptional: {},
  pendingRefund: { refund: 'pending' },
  refundFail: { refund: 'failed' },
  credit_disableEnterpriseCardFeatures: { is_plain: true },
  debit_partialAuthorization: { grants: 0.7 },
  visa_chargeDeclined: { declines: 'card_declined' },
  chargeDeclinedExpiredCard: { declines: 'expired_card' },
  radarBlock: { declines: 'card_declined' },
  authenticationRequired: { asks: 'always' },
  authenticationRequiredSetupForOffSession: { asks: 'on_session' },
  authenticationRequiredChargeDeclinedInsufficientFunds: { asks: 'always', declines: 'card_declined' },
} as const satisfies Record<string, Card>;

export interface Card {
  readonly asks?: 'always' | 'on_session';
  readonly at_once?: true;
  readonly declines?: string;
  readonly grants?: number;
  readonly is_plain?: true;
  readonly refund?: 'pending' | 'failed';
}

export type CardName = keyof typeof CARDS;
const CARD_NAMES = Object.keys(CARDS) as CardName[];

const FLAGS = ['multicapture', 'overcapture', 'incremental', 'extended', 'partial'] as const;
export type Flag = (typeof FLAGS)[number];
export type Script = Readonly<Record<string, string>>;

export type Step =
  | {
      readonly kind: 'create';
      readonly amount: number;
      readonly currency: string;
      readonly card: CardName | undefined;
      readonly confirms: boolean;
      readonly capture_method: 'automatic' | 'automatic_async' | 'manual';
      readonly waits_for_confirmation: boolean;
      readonly flags: readonly Flag[];
      readonly script: Script;
      readonly off_session: boolean;
    }
  | { readonly kind: 'update'; readonly amount?: number; readonly card?: CardName | null; readonly script?: Script }
  | {
      readonly kind: 'confirm';
      readonly card: CardName | undefined;
      readonly off_session: boolean;
      readonly refuses_action: boolean;
    }
  | { readonly kind: 'authenticate'; readonly outcome: 'succeeded' | 'failed' }
  /** In per cent of what can be captured or refunded; absent for all of it. */
  | { readonly kind: 'capture'; readonly percent?: number; readonly final?: boolean }
  | { readonly kind: 'increment'; readonly by: number }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'refund'; readonly percent?: number }
  | { readonly kind: 'due' }
  | { readonly kind: 'due_refund'; readonly which: number }
  | { readonly kind: 'wait'; readonly seconds: number };

/** Mostly plain successes and what has to be authenticated, so that lives go on. */
const CARD: fc.Arbitrary<CardName> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('visa' as const) },
  { weight: 2, arbitrary: fc.constant('authenticationRequired' as const) },
  { weight: 6, arbitrary: fc.constantFrom(...CARD_NAMES) },
);

const SCRIPT: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('timeout', 'pending', ''),
        fc.constantFrom('succeeded', 'declined', 'not_found', 'pending', ''),
      )
      .map(([sandbox_outcome, sandbox_settles]) => ({ sandbox_outcome, sandbox_settles })),
  },
  fc.constantFrom('pending', 'failed', '').map((sandbox_refund) => ({ sandbox_refund })),
  fc.constantFrom('declined', '').map((sandbox_void) => ({ sandbox_void })),
  fc.constantFrom('declined', '').map((sandbox_increment) => ({ sandbox_increment })),
);

/** Of what the amounts of a currency are multiples. */
export function stepOf(currency: string): number {
  return { kwd: 10, ugx: 100 }[currency] ?? 1;
}

const AMOUNT = fc.constantFrom(200, 1_000, 1_003, 99_999, 99_999_999);
const kind = <K extends Step['kind']>(name: K): fc.Arbitrary<K> => fc.constant(name);
const once = (in_so_many: number): fc.Arbitrary<boolean> => fc.nat(in_so_many - 1).map((one) => one === 0);

const CREATE: fc.Arbitrary<Extract<Step, { kind: 'create' }>> = fc
  .record({
    kind: kind('create'),
    amount: AMOUNT,
    currency: fc.constantFrom('usd', 'jpy', 'kwd', 'ugx'),
    card: fc.option(CARD, { nil: undefined, freq: 4 }),
    confirms: fc.boolean(),
    capture_method: fc.constantFrom('automatic', 'automatic_async', 'manual', 'manual', 'manual'),
    waits_for_confirmation: once(4),
    flags: fc.oneof(fc.constant([...FLAGS]), fc.subarray([...FLAGS])),
    script: SCRIPT.map((script) => Object.fromEntries(Object.entries(script).filter(([, value]) => value !== ''))),
    off_session: once(4),
  })
  .map((step) => ({ ...step, amount: step.amount - (step.amount % stepOf(step.currency)) }));

const percent = fc.constantFrom(0, 1, 10, 33, 50, 99, 100, 101, 119, 120, 130);

const OF_KIND: { readonly [K in Exclude<Step['kind'], 'create'>]: fc.Arbitrary<Extract<Step, { kind: K }>> } = {
  update: fc.record(
    { kind: kind('update'), amount: AMOUNT, card: fc.option(CARD, { nil: null, freq: 4 }), script: SCRIPT },
    { requiredKeys: ['kind'] },
  ),
  confirm: fc.record({
    kind: kind('confirm'),
    card: fc.option(CARD, { nil: undefined, freq: 3 }),
    off_session: once(4),
    refuses_action: once(6),
  }),
  authenticate: fc.record({
    kind: kind('authenticate'),
    outcome: fc.constantFrom('succeeded', 'succeeded', 'succeeded', 'failed'),
  }),
  capture: fc.record({ kind: kind('capture'), percent, final: once(3) }, { requiredKeys: ['kind'] }),
  increment: fc.record({ kind: kind('increment'), by: fc.constantFrom(-1, 0, 1, 500, 40_000, 600_000) }),
  cancel: fc.record({ kind: kind('cancel') }),
  refund: fc.record({ kind: kind('refund'), percent }, { requiredKeys: ['kind'] }),
  due: fc.record({ kind: kind('due') }),
  due_refund: fc.record({ kind: kind('due_refund'), which: fc.nat(3) }),
  wait: fc.record({ kind: kind('wait'), seconds: fc.constantFrom(1, 59, 60, 60, 86_400, 5 * 86_400, 8 * 86_400) }),
};

type Weights = { readonly [K in keyof typeof OF_KIND]?: number };

function stepsOf(weights: Weights): fc.Arbitrary<Step> {
  const names = Object.keys(weights) as (keyof typeof OF_KIND)[];
  return fc.oneof(
    ...names.map((name) => ({ weight: weights[name] ?? 0, arbitrary: OF_KIND[name] as fc.Arbitrary<Step> })),
  );
}

/** What moves an intent on in each status. */
const FITTING = {
  requires_payment_method: stepsOf({ confirm: 4, update: 2 }),
  requires_confirmation: stepsOf({ confirm: 10, update: 3, cancel: 1 }),
  requires_action: stepsOf({ authenticate: 8, confirm: 2, update: 2, cancel: 1 }),
  processing: stepsOf({ wait: 3, due: 4, update: 1 }),
  requires_capture: stepsOf({ capture: 9, increment: 5, refund: 4, wait: 2, due: 2, cancel: 1 }),
  succeeded: stepsOf({ refund: 6, due_refund: 4, wait: 2 }),
  canceled: stepsOf({ wait: 1, refund: 1 }),
};

export interface Turn {
  /** Which of the intents it is about. */
  readonly which: number;
  /** What is done, whether it fits or not; absent for what fits. */
  readonly stubborn: Step | undefined;
  readonly fitting: { readonly [status in keyof typeof FITTING]: Step };
}

const ANYTHING = stepsOf(Object.fromEntries(Object.keys(OF_KIND).map((name) => [name, 1])));

const TURN: fc.Arbitrary<Turn> = fc.record({
  which: fc.nat(1),
  stubborn: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, ANYTHING),
  fitting: fc.record(FITTING),
});

export const LIVES = fc.record({
  created: fc.array(CREATE, { minLength: 1, maxLength: 2 }),
  turns: fc.array(TURN, { maxLength: 25, size: 'max' }),
});
