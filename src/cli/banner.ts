/**
 * What a server prints when it is ready: where it is, where the data is, and something to try. What lets people in is for
 * who looks at a terminal, and for who has to learn of a key that did not exist before: what is printed otherwise stays in
 * the logs of the machine.
 */
import type { Running } from './start.js';
import { VERSION } from './version.js';

export function banner({ address, store, keys, dashboard, sign_in_link }: Running, is_terminal: boolean): string {
  const { test_secret_key, kept_in, is_new } = keys;
  const shows_secrets = is_terminal || is_new;
  const origin = kept_in === undefined ? '' : `  (kept in ${kept_in})`;
  const key_line =
    test_secret_key === undefined
      ? 'none is known on this machine; make one with: daybook keys create'
      : shows_secrets
        ? `${test_secret_key}${origin}`
        : kept_in === undefined
          ? 'the one that is set'
          : `kept in ${kept_in}`;
  return `
Daybook ${VERSION} is running.

  Address   ${address}
  Data      ${store}
  Test key  ${key_line}
  Dashboard ${shows_secrets ? (sign_in_link ?? dashboard) : dashboard}

Report a payment:

${example(address, (shows_secrets ? test_secret_key : undefined) ?? 'sk_test_…')}

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
