import { LIVE_KEY } from '../support/daybook.js';
import { goldenTests, REPORT_PAYMENT } from '../support/golden.js';

const REPORT = 'POST /v1/payment_records/report_payment';
const DETAILS = [
  '&customer_details[email]=jenny%40example.com&customer_details[name]=Jenny+Rosen&customer_presence=on_session',
  '&description=Invoice+17&metadata[order]=17&metadata[empty]=&processor_details[type]=custom',
  '&processor_details[custom][payment_reference]=ref_17&shipping_details[name]=Jenny+Rosen',
  '&shipping_details[address][city]=K%C3%B6ln&shipping_details[address][country]=DE',
].join('');
const REFUND = [
  'outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=refund_17',
  '&amount[currency]=usd&amount[value]=99&refunded[refunded_at]=1750000100',
].join('');

goldenTests('payment_records', [
  { name: 'report_payment', request: `${REPORT}\n\n${REPORT_PAYMENT}` },
  { name: 'report_payment with every detail', request: `${REPORT}\n\n${REPORT_PAYMENT}${DETAILS}` },
  {
    name: 'report_payment with a test card',
    request: `${REPORT}\n\namount_requested[currency]=eur&amount_requested[value]=1&initiated_at=1750000000&payment_method_details[payment_method]=pm_card_visa`,
  },
  {
    name: 'report_payment in percent-encoded brackets',
    request: `${REPORT}\n\n${REPORT_PAYMENT.replaceAll('[', '%5B').replaceAll(']', '%5D')}`,
  },
  { name: 'retrieve', request: (world) => `GET /v1/payment_records/${world.record}` },
  { name: 'retrieve an attempt', request: (world) => `GET /v1/payment_attempt_records/${world.attempt}` },
  { name: 'list', request: 'GET /v1/payment_records?limit=1' },
  { name: 'list after a cursor', request: (world) => `GET /v1/payment_records?limit=1&starting_after=${world.record}` },
  {
    name: 'list before a cursor',
    request: (world) => `GET /v1/payment_records?limit=1&ending_before=${world.older_record}`,
  },
  { name: 'list of attempts', request: (world) => `GET /v1/payment_attempt_records?payment_record=${world.record}` },
  { name: 'an event', request: (world) => `GET /v1/events/${world.event}` },
  { name: 'report_refund', request: (world) => `POST /v1/payment_records/${world.record}/report_refund\n\n${REFUND}` },
  {
    name: 'report_refund with the same reference',
    request: (world) => `POST /v1/payment_records/${world.record}/report_refund\n\n${REFUND}`,
  },
  {
    name: 'report_refund of too much',
    request: (world) =>
      `POST /v1/payment_records/${world.record}/report_refund\n\n${REFUND.replace('_17', '_18').replace('=99', '=6000')}`,
  },
  {
    name: 'report_payment_attempt_failed after the outcome',
    request: (world) =>
      `POST /v1/payment_records/${world.record}/report_payment_attempt_failed\n\nfailed_at=1750000000`,
  },
  { name: 'the event of the refund', request: 'GET /v1/events?limit=1&type=payment_record.refunded' },
  { name: 'the history of a record', request: (world) => `GET /v1/payment_records/${world.record}/history?limit=1` },
  { name: 'no such record', request: 'GET /v1/payment_records/pr_missing' },
  {
    name: 'no such record: a long id is shortened',
    request: `GET /v1/payment_records/long-${'x'.repeat(300)}`,
  },
  { name: 'no such attempt', request: 'GET /v1/payment_attempt_records/par_missing' },
  { name: 'no such event', request: 'GET /v1/events/evt_missing' },
  {
    name: 'no such record to report on',
    request: 'POST /v1/payment_records/pr_missing/report_payment_attempt_failed\n\nfailed_at=1',
  },
  { name: 'no such record in a parameter', request: 'GET /v1/payment_attempt_records?payment_record=pr_missing' },
  { name: 'no such customer', request: `${REPORT}\n\n${REPORT_PAYMENT}&customer_details[customer]=cus_missing` },
  {
    name: 'no such payment method',
    request: `${REPORT}\n\namount_requested[currency]=usd&amount_requested[value]=1&initiated_at=1750000000&payment_method_details[payment_method]=pm_missing`,
  },
  { name: 'a record of the other mode', request: (world) => `GET /v1/payment_records/${world.live_record}` },
  {
    name: 'a record of the other mode in a parameter',
    request: (world) => `GET /v1/payment_attempt_records?payment_record=${world.live_record}`,
  },
  {
    name: 'a record of the test mode with a live key',
    request: (world) => `GET /v1/payment_records/${world.record}\nAuthorization: Bearer ${LIVE_KEY}`,
  },
]);
