import { goldenTests, REPORT_PAYMENT } from '../support/golden.js';
import { rawRequest } from '../support/raw.js';

const LIST = '/v1/payment_records?created_before=1';
const POST = 'POST /v1/payment_records/report_payment';
const MULTIPART = '--x\nContent-Disposition: form-data; name="a"\n\n1\n--x--\n';

goldenTests('transport', [
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT'].map((method) => ({
    name: `the method ${method}`,
    request: `${method} /v1/payment_records`,
  })),
  { name: 'the method HEAD', request: 'HEAD /v1/payment_records', options: { bodyless: true } },
  { name: 'PUT with a body', request: 'PUT /v1/payment_records\nContent-Type: application/json\n\n{}' },
  { name: 'a method that does not exist', request: 'FETCH /v1/payment_records' },
  { name: 'an unknown URL', request: 'GET /v1/foo' },
  { name: 'an unknown URL without a key', request: 'GET /v1/foo\nAuthorization:' },
  { name: 'an unknown URL: the query is not repeated', request: 'GET /v1/foo?secret=1' },
  { name: 'the root', request: 'GET /' },
  { name: 'a trailing slash', request: 'GET /v1/payment_records/' },
  { name: 'a double slash', request: `GET /${LIST}` },
  { name: 'a URL in capitals', request: 'GET /V1/payment_records' },
  { name: 'a URL that is not percent-encoded correctly', request: 'GET /v1/payment_records/%zz' },
  { name: 'a URL that is not UTF-8', request: 'GET /v1/payment_records/%ff' },
  { name: 'a URL with NUL', request: 'GET /v1/payment_records/%00' },
  { name: 'a URL with everything before the path', request: `GET http://daybook.test${LIST}` },
  { name: 'the target *', request: 'OPTIONS *' },
  { name: 'HTTP/1.0', request: `GET ${LIST} HTTP/1.0\nHost:` },
  { name: 'no Host in HTTP/1.1', request: `GET ${LIST}\nHost:` },
  { name: 'two Hosts', request: `GET ${LIST}\nHost: daybook.test\nhost: other.test` },
  { name: 'two Hosts that are the same', request: `GET ${LIST}\nHost: daybook.test\nHost: daybook.test` },
  { name: 'a Host that is none', request: `GET ${LIST}\nHost: daybook.test, other.test/path` },
  { name: 'an HTTP version that does not exist', request: `GET ${LIST} HTTP/9.9` },
  { name: 'the preface of HTTP/2', verbatim: true, request: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
  { name: 'no HTTP at all', verbatim: true, request: 'hello\r\n\r\n' },
  { name: 'an expectation that nobody meets', request: `GET ${LIST}\nExpect: tea` },
  { name: 'a JSON body', request: `${POST}\nContent-Type: application/json\n\n{"amount": 1}` },
  {
    name: 'a multipart body',
    request: `${POST}\nContent-Type: multipart/form-data; boundary=x\n\n${MULTIPART}`,
  },
  { name: 'a content type that is none', request: `${POST}\nContent-Type: ;\n\na=1` },
  { name: 'a compressed body', request: `${POST}\nContent-Encoding: gzip\n\na=1` },
  { name: 'a body that is not UTF-8', request: `${POST}\n\ndescription=%ff` },
  { name: 'a body with NUL', request: `${POST}\n\ndescription=%00` },
  { name: 'a body with brackets that do not match', request: `${POST}\n\nmetadata[a=1` },
  { name: 'a body with a percent sign alone', request: `${POST}\n\ndescription=100%` },
  { name: 'parameters both in the query and in the body', request: `${POST}?limit=1\n\nfoo=2` },
  {
    name: 'Content-Length and Transfer-Encoding',
    request: `${POST}\nTransfer-Encoding: chunked\nContent-Length: 3\n\n0\r\n\r\n`,
  },
  { name: 'a coding besides chunks', request: `${POST}\nTransfer-Encoding: gzip, chunked\n\n0\r\n\r\n` },
  { name: 'a negative Content-Length', request: `${POST}\nContent-Length: -1\n\na=1` },
  { name: 'a body that is announced larger than any may be', request: `${POST}\nContent-Length: 1048577\n\na=1` },
  { name: 'a version', request: `GET ${LIST}\nStripe-Version: 2026-03-25.dahlia` },
  { name: 'a version of the old form', request: `GET ${LIST}\nStripe-Version: 2020-08-27` },
  { name: 'the version endive', request: `GET ${LIST}\nStripe-Version: 2026-09-30.endive` },
  {
    name: 'a version with previews',
    request: `GET ${LIST}\nStripe-Version: 2026-03-25.dahlia; payment_records_beta=v1; other_beta=v2`,
  },
  { name: 'no such version', request: `GET ${LIST}\nStripe-Version: 2026-03-26` },
  { name: 'no version at all', request: `GET ${LIST}\nStripe-Version: latest` },
  { name: 'the key is judged before the version', request: `GET ${LIST}\nStripe-Version: latest\nAuthorization:` },
  { name: 'health', request: 'GET /health\nAuthorization:' },
  { name: 'ready', request: 'GET /ready\nAuthorization:' },
  {
    name: 'the first of two requests on one connection',
    verbatim: true,
    request: `${rawRequest(`${POST}\n\n${REPORT_PAYMENT}&expand[]=foo`)}nonsense\r\n\r\n`,
  },
]);
