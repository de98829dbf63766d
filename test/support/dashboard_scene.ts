/** Something to see on every page of the dashboard, made over the API: for tests, and for pictures. */

import { request } from './daybook.js';
import { eventually, type Receiver, startReceiver } from './receiver.js';
import { refundFields, report, reportPayment } from './reporting.js';
import { NEWEST, succeeds } from './scenario.js';

type Daybook = { readonly address: string };

export interface Scene {
  readonly customer: string;
  /** Taken elsewhere: tried twice, refunded in part. */
  readonly reported: string;
  /** A second in which nothing of it was refunded. */
  readonly earlier: number;
  /** A card on hold, of which a part was captured for line items. */
  readonly processed: string;
  readonly disputed: string;
  readonly dispute: string;
  readonly event: string;
  /** With deliveries that came, and one that is tried again later. */
  readonly endpoint: string;
  /** One that was refused. */
  readonly request: string;
}

export async function makeScene(daybook: Daybook): Promise<Scene> {
  const receiver = await startReceiver((received, response) => {
    response.statusCode = received.event.type === 'payment_record.refunded' ? 503 : 200;
    response.end(response.statusCode === 200 ? 'ok' : 'The shop is closed.');
  });
  try {
    const endpoint = await endpoints(daybook, receiver);
    await succeeds(
      daybook,
      'POST',
      '/v1/daybook/api_keys',
      'type=restricted&name=Warehouse&permissions[payment_records]=read&permissions[customers]=read',
    );
    const { id: customer, created: now } = await succeeds(
      daybook,
      'POST',
      '/v1/customers',
      'name=Ada Lovelace&email=ada@example.com&phone=%2B44 20 7946 0123&metadata[segment]=engineers',
    );
    await sharedReferences(daybook, now);
    const reported = await reportedPayment(daybook, customer, now);
    const disputed = await disputedPayment(daybook, customer);
    const dispute = (await succeeds(daybook, 'GET', '/v1/disputes', 'limit=1')).data[0].id;
    const processed = await processedPayment(daybook, customer);
    await request(daybook, 'POST', `/v1/payment_records/${reported}/report_refund`, 'outcome=refunded');
    const refused = await firstOf(daybook, '/v1/daybook/request_logs', 'status=4xx&limit=1');
    await report(daybook, reported, 'refund', {
      ...refundFields(`refund-${now}`, 2_900),
      'refunded[refunded_at]': now - 60,
    });
    const event = await firstOf(daybook, '/v1/events', 'type=charge.updated&limit=1');
    await eventually(async () => {
      const deliveries = `/v1/webhook_endpoints/${endpoint}/deliveries`;
      const { data } = await succeeds(daybook, 'GET', deliveries, 'limit=100');
      const tried = data.filter(({ tries }: { tries: unknown[] }) => tries.length > 0);
      // The event is one of the last.
      const is_sent = receiver.received.some((received) => received.event.id === event);
      if (!is_sent || tried.length < data.length) throw new Error('not everything is sent yet');
    }, 30_000);
    return { customer, reported, earlier: now, processed, disputed, dispute, endpoint, event, request: refused };
  } finally {
    await receiver.close();
  }
}

async function endpoints(daybook: Daybook, receiver: Receiver): Promise<string> {
  const old = await succeeds(
    daybook,
    'POST',
    '/v1/webhook_endpoints',
    'url=https://example.com/old&enabled_events[]=charge.*&enabled_events[]=refund.*&description=Warehouse, until May',
  );
  await succeeds(daybook, 'POST', `/v1/webhook_endpoints/${old.id}`, 'disabled=true');
  const { id } = await succeeds(
    daybook,
    'POST',
    '/v1/webhook_endpoints',
    `url=${receiver.url}&enabled_events[]=*&description=Shop`,
  );
  return id;
}

async function reportedPayment(daybook: Daybook, customer: string, now: number): Promise<string> {
  const { id } = await reportPayment(daybook, {
    'customer_details[customer]': customer,
    'amount_requested[value]': 12_900,
    initiated_at: now - 3_600,
    'processor_details[type]': 'custom',
    'processor_details[custom][payment_reference]': `order-${now}`,
    description: 'Order 10231',
    'metadata[order]': '10231',
    outcome: 'failed',
    'failed[failed_at]': now - 3_540,
  });
  await report(daybook, id, 'payment_attempt', {
    initiated_at: now - 1_800,
    'payment_method_details[payment_method]': 'pm_card_mastercard',
  });
  await report(daybook, id, 'payment_attempt_guaranteed', { guaranteed_at: now - 1_740 });
  return id;
}

/** A sale that was paid with a voucher and a card, of which the card is reported later; and one that was told twice. */
async function sharedReferences(daybook: Daybook, now: number): Promise<void> {
  for (const [reference, value, display_name] of [
    [`order-${now}`, 5_000, 'Voucher'],
    [`order-${now - 1}`, 4_200, 'Bank transfer'],
    [`order-${now - 1}`, 4_200, 'Bank transfer'],
  ] as const) {
    await reportPayment(daybook, {
      'amount_requested[value]': value,
      initiated_at: now - 86_400,
      'payment_method_details[custom][display_name]': display_name,
      'processor_details[type]': 'custom',
      'processor_details[custom][payment_reference]': reference,
      outcome: 'guaranteed',
      'guaranteed[guaranteed_at]': now - 86_000,
    });
  }
}

async function processedPayment(daybook: Daybook, customer: string): Promise<string> {
  const intent = await succeeds(
    daybook,
    'POST',
    '/v1/payment_intents',
    `amount=4600&currency=usd&confirm=true&capture_method=manual&payment_method=pm_card_visa&customer=${customer}` +
      '&payment_method_options[card][request_multicapture]=if_available',
    NEWEST,
  );
  await succeeds(
    daybook,
    'POST',
    `/v1/payment_intents/${intent.id}/capture`,
    'amount_to_capture=2000&final_capture=false&amount_details[line_items][0][product_name]=Notebook' +
      '&amount_details[line_items][0][quantity]=2&amount_details[line_items][0][unit_cost]=1000',
  );
  return intent.payment_record;
}

async function disputedPayment(daybook: Daybook, customer: string): Promise<string> {
  const intent = await succeeds(
    daybook,
    'POST',
    '/v1/payment_intents',
    `amount=7400&currency=usd&confirm=true&payment_method=pm_card_createDispute&customer=${customer}`,
    NEWEST,
  );
  return intent.payment_record;
}

/** Waits for it: requests are in their log about a second after their answer. */
async function firstOf(daybook: Daybook, path: string, form: string): Promise<string> {
  let id = '';
  await eventually(async () => {
    id = (await succeeds(daybook, 'GET', path, form)).data[0].id;
  }, 30_000);
  return id;
}
