// The values that Stripe documents for filters of lists, read from the declarations of its package.
import { readFileSync } from 'node:fs';

const RESOURCES = new URL('../node_modules/stripe/esm/resources/', import.meta.url);

/** The values of a type `name` in the first namespace of a file that begins so. */
function valuesOf(file, namespace, name) {
  const text = readFileSync(new URL(`${file}.d.ts`, RESOURCES), 'utf8');
  const begin = text.indexOf(`namespace ${namespace} {`);
  const [, union] = new RegExp(`type ${name} = ([^;]+);`).exec(text.slice(begin)) ?? [];
  if (begin < 0 || union === undefined) throw new Error(`${namespace}.${name} is no longer declared in ${file}.`);
  return [...union.matchAll(/'([^']+)'/g)].map(([, value]) => value).sort();
}

function declaration(name, values) {
  return `export const ${name} = [\n${values.map((value) => `  '${value}',\n`).join('')}] as const;\n`;
}

/** The source file that holds them. */
export function stripeFilterValuesSource() {
  const types = valuesOf('PaymentMethods', 'PaymentMethodListParams', 'Type');
  const movements = valuesOf('BalanceTransactions', 'BalanceTransaction', 'Type');
  return `/**
 * What filters of lists can ask for at Stripe. Most of it never occurs here, and finds nothing. \`npm run docs\` takes the values
 * from Stripe's package.
 */
${declaration('STRIPE_PAYMENT_METHOD_TYPES', types)}
${declaration('STRIPE_BALANCE_TRANSACTION_TYPES', movements)}`;
}
