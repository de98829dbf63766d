/** Requests to make at random: any report on any record, most of them well-formed, some with one flaw. */
import fc from 'fast-check';
import type { Refused } from './payment_model.js';

/** The pairs of a form, by name in brackets. */
export type Form = Readonly<Record<string, string>>;

type ReportName = 'payment' | 'attempt' | 'guaranteed' | 'failed' | 'canceled' | 'informational' | 'refund';

/** One thing wrong with a request, and what it must be refused with. */
interface Flaw {
  /** Whether the request fails as such, or only when the rule is run; only then is the answer kept under its key. */
  readonly stage: 'parameters' | 'rule';
  readonly change: Readonly<Record<string, string | undefined>>;
  readonly refused: Omit<Refused, 'status'>;
}

export interface Step {
  readonly report: ReportName;
  /** Which of the records so far, counted round; undefined for one that does not exist. */
  readonly target: number | undefined;
  readonly form: Form;
  readonly key: number | undefined;
  readonly flaw: Flaw | undefined;
}

/** A step as it is sent in a run. */
export interface Sent {
  readonly report: ReportName;
  readonly record: number | undefined;
  readonly path: string;
  readonly form: Form;
  readonly key: string | undefined;
  readonly flaw: Flaw | undefined;
}

const missing = (param: string): Flaw['refused'] => ({ code: 'parameter_missing', param });
const flaw = (change: Flaw['change'], refused: Flaw['refused'], stage: Flaw['stage'] = 'parameters'): Flaw => ({
  stage,
  change,
  refused,
});
const MILLISECONDS = '1750000000000';
const AMOUNT = 'amount_requested[value]';
const CURRENCY = 'amount_requested[currency]';
const METHOD = 'payment_method_details[payment_method]';
const NO_METHOD = {
  [METHOD]: undefined,
  'payment_method_details[type]': undefined,
  'payment_method_details[custom][display_name]': undefined,
};
const NO_OUTCOME = {
  outcome: undefined,
  'guaranteed[guaranteed_at]': undefined,
  'failed[failed_at]': undefined,
  'canceled[canceled_at]': undefined,
};

const ANYWHERE: Flaw[] = [
  flaw({ nonsense: '1' }, { code: 'parameter_unknown', param: 'nonsense' }),
  flaw({ 'metadata[a]': 'x'.repeat(501) }, { param: 'metadata[a]' }),
];
const OUTCOMES: Flaw[] = [
  flaw({ ...NO_OUTCOME, outcome: 'guaranteed' }, missing('guaranteed[guaranteed_at]')),
  flaw({ ...NO_OUTCOME, outcome: 'lost' }, { code: undefined, param: 'outcome' }),
  flaw({ ...NO_OUTCOME, 'failed[failed_at]': '1' }, { code: undefined, param: 'failed' }),
  flaw(
    { ...NO_OUTCOME, outcome: 'failed', 'failed[failed_at]': '1', 'canceled[canceled_at]': '1' },
    { code: 'parameters_exclusive', param: 'canceled' },
  ),
  flaw({ initiated_at: undefined }, missing('initiated_at')),
  flaw({ initiated_at: MILLISECONDS }, { code: undefined, param: 'initiated_at' }),
  flaw({ ...NO_METHOD, [METHOD]: 'pm_none' }, { code: 'resource_missing', param: METHOD }, 'rule'),
];
const FLAWS: Record<ReportName, Flaw[]> = {
  payment: [
    ...ANYWHERE,
    ...OUTCOMES,
    flaw({ 'customer_details[email]': 'ada@com' }, { code: 'email_invalid', param: 'customer_details[email]' }),
    flaw({ [AMOUNT]: '1000000000000' }, { code: 'parameter_invalid_integer', param: AMOUNT }),
    flaw({ [AMOUNT]: '0' }, { code: 'parameter_invalid_integer', param: AMOUNT }),
    flaw({ [AMOUNT]: '-5' }, { code: 'parameter_invalid_integer', param: AMOUNT }),
    flaw({ [AMOUNT]: '10.5' }, { code: 'parameter_invalid_integer', param: AMOUNT }),
    flaw({ [AMOUNT]: undefined }, missing(AMOUNT)),
    flaw({ [CURRENCY]: 'xyz' }, { code: undefined, param: CURRENCY }),
    flaw({ ...NO_METHOD, 'payment_method_details[billing_details][name]': 'x' }, missing(METHOD), 'rule'),
    flaw(
      { 'customer_details[customer]': 'cus_none' },
      { code: 'resource_missing', param: 'customer_details[customer]' },
      'rule',
    ),
  ],
  attempt: [
    ...ANYWHERE,
    ...OUTCOMES,
    flaw({ [AMOUNT]: '5' }, { code: 'parameter_unknown', param: 'amount_requested' }),
  ],
  guaranteed: [...ANYWHERE, flaw({ guaranteed_at: undefined }, missing('guaranteed_at'))],
  failed: [...ANYWHERE, flaw({ failed_at: '' }, { code: 'parameter_invalid_empty', param: 'failed_at' })],
  canceled: [...ANYWHERE, flaw({ canceled_at: '-1' }, { code: undefined, param: 'canceled_at' })],
  informational: ANYWHERE,
  refund: [
    ...ANYWHERE,
    flaw({ outcome: undefined }, missing('outcome')),
    flaw(
      { 'amount[currency]': 'usd', 'amount[value]': '0' },
      { code: 'parameter_invalid_integer', param: 'amount[value]' },
    ),
    flaw({ 'refunded[refunded_at]': MILLISECONDS }, { code: undefined, param: 'refunded[refunded_at]' }),
  ],
};

const TIME = fc.constantFrom('0', '1730253453', '1746572320');
const METADATA = fc.oneof(
  { arbitrary: fc.constant<Form>({}), weight: 3 },
  fc.constant<Form>({ metadata: '' }),
  fc.dictionary(fc.constantFrom('metadata[a]', 'metadata[b]', 'metadata[c d]'), fc.constantFrom('', '1', 'zwei ✓')),
);
const SHIPPING = fc.constantFrom<Form>(
  {},
  { 'shipping_details[name]': 'Ada' },
  { 'shipping_details[name]': 'Bob', 'shipping_details[address][city]': 'Paris' },
);
const CUSTOM: Form = {
  'payment_method_details[type]': 'custom',
  'payment_method_details[custom][display_name]': 'Cheque',
};
const PAYMENT_METHOD = fc.constantFrom<Form>(CUSTOM, { [METHOD]: 'pm_card_visa' }, { [METHOD]: 'pm_card_mastercard' });
const DESCRIPTION = fc.constantFrom<Form>({}, { description: 'a book' }, { description: 'two books' });
const OUTCOME = fc
  .tuple(fc.constantFrom(undefined, undefined, 'guaranteed', 'guaranteed', 'failed', 'canceled'), TIME)
  .map(([name, time]): Form => (name === undefined ? {} : { outcome: name, [`${name}[${name}_at]`]: time }));

const together = (...parts: fc.Arbitrary<Form>[]): fc.Arbitrary<Form> =>
  fc.tuple(...parts).map((forms) => Object.assign({}, ...forms) as Form);
const at = (name: string): fc.Arbitrary<Form> => TIME.map((time) => ({ [name]: time }));

const FORMS: Record<ReportName, fc.Arbitrary<Form>> = {
  payment: together(
    fc.constantFrom<Form>({ [AMOUNT]: '1000', [CURRENCY]: 'usd' }, { [AMOUNT]: '3', [CURRENCY]: 'JPY' }),
    at('initiated_at'),
    OUTCOME,
    PAYMENT_METHOD,
    DESCRIPTION,
    METADATA,
    SHIPPING,
    fc.constantFrom<Form>({}, { 'customer_details[name]': 'Ada', 'customer_details[email]': 'ada@example.com' }),
    fc.constantFrom<Form>({}, { customer_presence: 'on_session' }),
    fc.constantFrom<Form>(
      {},
      { 'processor_details[type]': 'custom', 'processor_details[custom][payment_reference]': '1' },
    ),
  ),
  attempt: together(
    at('initiated_at'),
    OUTCOME,
    fc.oneof(fc.constant<Form>({}), PAYMENT_METHOD),
    DESCRIPTION,
    METADATA,
    SHIPPING,
  ),
  guaranteed: together(at('guaranteed_at'), METADATA),
  failed: together(at('failed_at'), METADATA),
  canceled: together(at('canceled_at'), METADATA),
  informational: together(
    METADATA,
    fc.oneof(SHIPPING, fc.constant<Form>({ shipping_details: '' })),
    fc.oneof(DESCRIPTION, fc.constant<Form>({ description: '' })),
    fc.dictionary(
      fc.constantFrom('customer_details[name]', 'customer_details[email]', 'customer_details[phone]'),
      fc.constantFrom('', 'x@example.com', 'y@example.com'),
    ),
  ),
  refund: together(
    fc.constant<Form>({ outcome: 'refunded', 'processor_details[type]': 'custom' }),
    fc
      .tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom('', '', ' ', '\u00a0', ' \u3000\t'))
      .map(([number, blanks]): Form => {
        return number === 0 ? {} : { 'processor_details[custom][refund_reference]': `r${number}${blanks}` };
      }),
    fc.oneof(
      fc.constant<Form>({}),
      fc
        .tuple(fc.constantFrom('1', '2', '300', '400', '1001'), fc.constantFrom('usd', 'usd', 'usd', 'jpy'))
        .map(([value, currency]): Form => ({ 'amount[value]': value, 'amount[currency]': currency })),
    ),
    fc.oneof(fc.constant<Form>({}), at('refunded[refunded_at]')),
    METADATA,
  ),
};

/** Undefined, but once in so many times not. */
function seldom<T>(once_in: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: once_in - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function stepsOf(report: ReportName): fc.Arbitrary<Step> {
  return fc
    .record({
      report: fc.constant(report),
      target: fc.oneof({ weight: 30, arbitrary: fc.nat(2) }, fc.constant(undefined)),
      form: FORMS[report],
      key: seldom(4, fc.integer({ min: 1, max: 8 })),
      flaw: seldom(6, fc.constantFrom(...FLAWS[report])),
    })
    .map(({ form, ...step }) => ({ ...step, form: flawed(form, step.flaw) }));
}

function flawed(form: Form, flaw: Flaw | undefined): Form {
  const changed: Record<string, string | undefined> = { ...form, ...flaw?.change };
  if (flaw !== undefined && Object.keys(flaw.change).some((name) => name.startsWith('metadata['))) {
    delete changed['metadata'];
  }
  return Object.fromEntries(Object.entries(changed).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const WEIGHTS: Record<ReportName, number> = {
  payment: 2,
  attempt: 4,
  guaranteed: 3,
  failed: 3,
  canceled: 2,
  informational: 3,
  refund: 6,
};

export const steps: fc.Arbitrary<Step> = fc.oneof(
  ...Object.entries(WEIGHTS).map(([report, weight]) => ({ weight, arbitrary: stepsOf(report as ReportName) })),
);
