// What Stripe's package declares expandable, on the objects that are served and on all that can be reached from them.
import { declaredType, keyOf, membersOf, nameOf } from './stripe_declarations.mjs';

/** As `expand` has it. */
const MAXIMUM_LEVELS = 4;

/** The objects that are served, under the names that they have here. */
export const SERVED = {
  account: declaredType('Accounts', 'Account'),
  balance_transaction: declaredType('BalanceTransactions', 'BalanceTransaction'),
  charge: declaredType('Charges', 'Charge'),
  customer: declaredType('Customers', 'Customer'),
  dispute: declaredType('Disputes', 'Dispute'),
  early_fraud_warning: declaredType('Radar/EarlyFraudWarnings', 'EarlyFraudWarning'),
  payment_attempt_record: declaredType('PaymentAttemptRecords', 'PaymentAttemptRecord'),
  payment_intent: declaredType('PaymentIntents', 'PaymentIntent'),
  payment_method: declaredType('PaymentMethods', 'PaymentMethod'),
  payment_record: declaredType('PaymentRecords', 'PaymentRecord'),
  refund: declaredType('Refunds', 'Refund'),
  setup_attempt: declaredType('SetupAttempts', 'SetupAttempt'),
  setup_intent: declaredType('SetupIntents', 'SetupIntent'),
  test_clock: declaredType('TestHelpers/TestClocks', 'TestClock'),
};

const HERE = new Map(Object.entries(SERVED).map(([name, type]) => [keyOf(type), name]));

/** The source file that holds them. */
export function stripeExpandablesSource() {
  return `/**
 * What Stripe declares expandable on the objects that are served, and on those of other types that would be in them: under
 * the name of each type the paths of its members, with the types of what would be there. Ids, lists, and parts that
 * objects hold anyhow, which its specification names too. \`npm run docs\` takes them from its package.
 */
import type { Declared } from '../../wire/expand_routes.js';

export const STRIPE_EXPANDABLES = {
${stripeExpandables().map(lineOf).join('')}} as const satisfies Declared;
`;
}

/** As the formatter writes it. */
function lineOf([type, paths]) {
  const lines = paths.map(({ path, holds, types }) => {
    const key = /^\w+$/.test(path) ? path : `'${path}'`;
    const names = types.map((name) => `'${name}'`);
    const list = `[${names.join(', ')}]`;
    if (holds === 'list') return `    ${key}: { list_of: ${list} },\n`;
    const line = `    ${key}: ${list},`;
    return line.length <= 120
      ? `${line}\n`
      : `    ${key}: [\n${names.map((name) => `      ${name},\n`).join('')}    ],\n`;
  });
  return `  ${/^\w+$/.test(type) ? type : `'${type}'`}: {\n${lines.join('')}  },\n`;
}

/** For each type the paths, in the order of the alphabet. */
function stripeExpandables() {
  const levels = new Map(Object.values(SERVED).map((type) => [keyOf(type), { type, level: 0 }]));
  // Types are added while they are gone through, each with the level at which it is first reached.
  for (const { type, level } of levels.values()) {
    for (const { steps, holds, types } of pathsOf(type)) {
      const below = level + steps + (holds === 'list' ? 1 : 0);
      for (const next of types) {
        const known = levels.get(keyOf(next));
        if (known === undefined) levels.set(keyOf(next), { type: next, level: below });
        else known.level = Math.min(known.level, below);
      }
    }
  }
  const reached = [...levels.values()].filter(({ level }) => level < MAXIMUM_LEVELS);
  const living = livingOf(reached);
  const named = reached
    .filter(({ type }) => living.has(keyOf(type)))
    .map(({ type, level }) => {
      const within = pathsOf(type).filter(({ steps }) => level + steps <= MAXIMUM_LEVELS);
      const shown = within.map(({ path, holds, types, is_top }) => ({
        path,
        holds,
        is_top,
        types: types.filter((each) => living.has(keyOf(each))).map(nameHere),
      }));
      // Parts of what is not served are nowhere: they are told only where something below them is.
      const kept = shown.filter(
        (each) => each.holds !== 'part' || each.types.length > 0 || (HERE.has(keyOf(type)) && each.is_top),
      );
      return [nameHere(type), kept.sort((a, b) => (a.path < b.path ? -1 : 1))];
    });
  return named.filter(([, paths]) => paths.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

function nameHere(type) {
  return HERE.get(keyOf(type)) ?? nameOf(type);
}

/** The types that have something to expand, in them or in a part of them. */
function livingOf(reached) {
  const living = new Set();
  for (let size = -1; size < living.size; ) {
    size = living.size;
    for (const { type } of reached) {
      const lives = pathsOf(type).some(
        ({ holds, types }) => holds !== 'part' || types.some((each) => living.has(keyOf(each))),
      );
      if (lives) living.add(keyOf(type));
    }
  }
  return living;
}

/** The paths of a type through its own parts, up to what is of a type of its own. */
function pathsOf(type) {
  const paths = new Map();
  const visit = (part, before, parts) => {
    if (before.length === MAXIMUM_LEVELS) return;
    for (const { member, holds, types } of membersOf(part)) {
      const members = [...before, member];
      const of_its_own = types.filter(({ name }) => !name.includes('.'));
      const inner = types.filter(({ name }) => name.includes('.'));
      const path = members.join('.');
      paths.set(path, { path, holds, steps: members.length, types: of_its_own, is_top: members.length === 1 });
      for (const each of inner) if (!parts.includes(keyOf(each))) visit(each, members, [...parts, keyOf(each)]);
    }
  };
  visit(type, [], []);
  return [...paths.values()];
}
