// What Stripe's package declares expandable on an object: ids with the object they name, and lists that are left out.
import { readFileSync } from 'node:fs';

const RESOURCES = new URL('../node_modules/stripe/esm/resources/', import.meta.url);

/** The objects that are served, by kind: the file that declares each, and its name there. */
const DECLARED = {
  balance_transaction: ['BalanceTransactions', 'BalanceTransaction'],
  charge: ['Charges', 'Charge'],
  customer: ['Customers', 'Customer'],
  dispute: ['Disputes', 'Dispute'],
  early_fraud_warning: ['Radar/EarlyFraudWarnings', 'EarlyFraudWarning'],
  payment_attempt_record: ['PaymentAttemptRecords', 'PaymentAttemptRecord'],
  payment_intent: ['PaymentIntents', 'PaymentIntent'],
  payment_method: ['PaymentMethods', 'PaymentMethod'],
  payment_record: ['PaymentRecords', 'PaymentRecord'],
  refund: ['Refunds', 'Refund'],
  setup_attempt: ['SetupAttempts', 'SetupAttempt'],
  setup_intent: ['SetupIntents', 'SetupIntent'],
};

/** For each kind the paths, in the order of the alphabet. */
export function stripeExpandables() {
  return Object.fromEntries(Object.entries(DECLARED).map(([kind, [file, root]]) => [kind, pathsOf(file, root)]));
}

/** The source file that holds them. */
export function stripeExpandablesSource() {
  const kinds = Object.entries(stripeExpandables()).map(([kind, paths]) => `  ${kind}: ${listOf(paths)},\n`);
  return `/**
 * What Stripe declares expandable on the objects that are served: ids, lists, and parts that its objects hold anyhow, which
 * its specification names too. \`npm run docs\` takes them from its package.
 */
export const STRIPE_EXPANDABLES = {
${kinds.join('')}} as const satisfies Readonly<Record<string, readonly string[]>>;
`;
}

/** As the formatter writes it. */
function listOf(paths) {
  const names = paths.map((path) => `'${path}'`);
  const line = `[${names.join(', ')}]`;
  return line.length < 80 ? line : `[\n${names.map((name) => `    ${name},\n`).join('')}  ]`;
}

function pathsOf(file, root) {
  const interfaces = interfacesIn(readFileSync(new URL(`${file}.d.ts`, RESOURCES), 'utf8'));
  const found = new Set();
  const visit = (name, path, seen) => {
    for (const [member, type] of interfaces.get(name) ?? []) {
      const here = path === '' ? member : `${path}.${member}`;
      const inner = [...type.matchAll(/[A-Za-z_.]+/g)]
        .map(([each]) => nested(interfaces, name, each))
        .find((each) => each !== undefined);
      if (isExpandable(type) || (path === '' && (inner !== undefined || isPart(type)))) found.add(here);
      if (inner !== undefined && !seen.includes(inner)) visit(inner, here, [...seen, inner]);
    }
  };
  visit(root, '', [root]);
  return [...found].sort();
}

/** Types of one id and an object, and lists, which are left out unless they are asked for. */
function isExpandable(type) {
  const choices = type.split('|').map((each) => each.trim());
  if (choices.some((each) => /^(ApiList|ApiSearchResult)</.test(each))) return true;
  return choices.includes('string') && choices.some((each) => /^[A-Z]/.test(each));
}

/** Objects that are declared in other files. */
function isPart(type) {
  const choices = type.split('|').map((each) => each.trim());
  return choices.some((each) => /^(Array<)?[A-Z][A-Za-z]+>?$/.test(each) && !/^(Array<.*>|Metadata)$/.test(each));
}

function nested(interfaces, owner, type) {
  for (let scope = owner; scope !== ''; scope = scope.slice(0, Math.max(0, scope.lastIndexOf('.')))) {
    if (interfaces.has(`${scope}.${type}`)) return `${scope}.${type}`;
  }
  return type.includes('.') && interfaces.has(type) ? type : undefined;
}

/** The members of every interface, under its name with the namespaces around it. */
function interfacesIn(text) {
  const interfaces = new Map();
  const scopes = [];
  let members;
  for (const line of text.replaceAll(/\/\*[\s\S]*?\*\//g, '').split('\n')) {
    const opened = /^\s*(?:export )?(?:declare )?(namespace|interface) (\w+)(?: extends [^{]+)? \{$/.exec(line);
    if (opened !== null) {
      scopes.push(opened[2]);
      if (opened[1] === 'interface') {
        members = [];
        interfaces.set(scopes.join('.'), members);
      }
    } else if (/\{\s*$/.test(line)) {
      // A part without a name.
      scopes.push(undefined);
    } else if (/^\s*\}/.test(line)) {
      if (scopes.pop() !== undefined) members = undefined;
    } else if (scopes.at(-1) !== undefined) {
      const member = /^\s*(?:readonly )?(\w+)\??: (.+);$/.exec(line);
      if (member !== null) members?.push([member[1], member[2]]);
    }
  }
  return interfaces;
}
