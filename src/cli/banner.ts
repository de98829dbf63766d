/** What a server prints when it is ready: where it is, where the data is, and something to try. */
import type { Running } from './start.js';
import { VERSION } from './version.js';

export function banner({ address, store, keys, dashboard }: Running): string {
  const { test_secret_key, kept_in } = keys;
  const origin = kept_in === undefined ? '' : `  (kept in ${kept_in})`;
  const key_line =
    test_secret_key === undefined
      ? 'none is known on this machine; make one with: daybook keys create'
      : `${test_secret_key}${origin}`;
  return `
Daybook ${VERSION} is running.

  Address   ${address}
  Data      ${store}
  Test key  ${key_line}
  Dashboard ${dashboard}

Report a payment:

${example(address, test_secret_key ?? 'sk_test_…')}

`;
}

function example(address: string, key: string): string {
  return [
    `  curl ${address}/v1/payment_records/report_payment -u ${key}:`,
    '-d "amount_requested[currency]=usd" -d "amount_requested[value]=2000"',
    '-d "payment_method_details[payment_method]=pm_card_visa"',
    '-d "initiated_at=$(date +%s)" -d "outcome=guaranteed" -d "guaranteed[guaranteed_at]=$(date +%s)"',
  ].join(' \\\n    ');
}
