import { LIVE_KEY, TEST_KEY } from '../support/daybook.js';
import { EXPIRED_KEY, goldenTests, PUBLISHABLE_KEY, REPORT_PAYMENT, RESTRICTED_KEY } from '../support/golden.js';

const GET = 'GET /v1/payment_records?limit=1&created_before=1';

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

goldenTests('authentication', [
  { name: 'bearer', request: `${GET}\nAuthorization: Bearer ${TEST_KEY}` },
  { name: 'bearer in lower case', request: `${GET}\nauthorization: bearer ${TEST_KEY}` },
  { name: 'basic, the key as user name', request: `${GET}\nAuthorization: ${basic(`${TEST_KEY}:`)}` },
  {
    name: 'basic in lower case, without a colon',
    request: `${GET}\nAuthorization: ${basic(TEST_KEY).replace('B', 'b')}`,
  },
  { name: 'a live key', request: `${GET}\nAuthorization: Bearer ${LIVE_KEY}` },
  { name: 'no key', request: `${GET}\nAuthorization:` },
  { name: 'no key in Bearer', request: `${GET}\nAuthorization: Bearer ` },
  { name: 'no key in Basic', request: `${GET}\nAuthorization: ${basic(':password')}` },
  { name: 'another scheme', request: `${GET}\nAuthorization: Digest username=x` },
  { name: 'a key nobody made, masked', request: `${GET}\nAuthorization: Bearer sk_test_nobodyMadeThisKeyabcd` },
  { name: 'something that is no key, masked', request: `${GET}\nAuthorization: Bearer swordfish-and-more` },
  { name: 'a short secret, masked whole', request: `${GET}\nAuthorization: Bearer abc` },
  { name: 'an expired key', request: `${GET}\nAuthorization: Bearer ${EXPIRED_KEY}` },
  { name: 'a publishable key', request: `${GET}\nAuthorization: Bearer ${PUBLISHABLE_KEY}` },
  { name: 'a restricted key with the right', request: `${GET}\nAuthorization: Bearer ${RESTRICTED_KEY}` },
  {
    name: 'a restricted key without the right to write',
    request: `POST /v1/payment_records/report_payment\nAuthorization: Bearer ${RESTRICTED_KEY}\n\n${REPORT_PAYMENT}`,
  },
  {
    name: 'a restricted key: writing includes reading',
    request: `GET /v1/events?created[lt]=1\nAuthorization: Bearer ${RESTRICTED_KEY}`,
  },
  { name: 'the key is judged before the parameters', request: 'GET /v1/payment_records?limit=0\nAuthorization:' },
  { name: 'another account', request: `${GET}\nStripe-Account: acct_other` },
  { name: 'another context', request: `${GET}\nStripe-Context: acct_other` },
  { name: 'the own account', request: (world) => `${GET}\nStripe-Account: ${world.account}` },
]);
