import { LIVE_KEY, TEST_KEY } from '../support/daybook.js';
import { goldenTests, REPORT_PAYMENT } from '../support/golden.js';

const GET = 'GET /v1/payment_records?created_before=1';

// Less than one request a second is none ever: what is tested does not depend on how fast it is.
goldenTests(
  'rate_limit',
  [
    { name: 'too many requests', request: GET },
    {
      name: 'too many requests to write',
      request: `POST /v1/payment_records/report_payment\nIdempotency-Key: key_1\n\n${REPORT_PAYMENT}`,
    },
    { name: 'a bad key is not counted', request: `${GET}\nAuthorization: Bearer ${TEST_KEY}x` },
    { name: 'another key has a limit of its own', request: `${GET}\nAuthorization: Bearer ${LIVE_KEY}` },
  ],
  { rate_limit_test: 0.5 },
);
