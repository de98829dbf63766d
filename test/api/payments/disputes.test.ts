import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Answer, request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { eventsAfter, isRefused, LIVE, succeeds } from '../../support/scenario.js';

type Json = Answer['body'];

const EVIDENCE_MEMBERS = 28;

for (const engine of engines()) {
  describe(`disputes on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    const get = (path: string, form = ''): Promise<Json> => succeeds(daybook, 'GET', path, form);
    const post = (path: string, form = ''): Promise<Json> => succeeds(daybook, 'POST', path, form);

    async function pay(card: string, form = ''): Promise<Json> {
      const paying = `amount=2000&currency=usd&confirm=true&payment_method=pm_card_${card}`;
      return post('/v1/payment_intents', `${paying}&capture_method=automatic${form}`);
    }

    async function dispute(card = 'createDispute'): Promise<Json> {
      const intent = await pay(card);
      const { data } = await get('/v1/disputes', `payment_intent=${intent.id}`);
      assert.equal(data.length, 1);
      return data[0];
    }

    it('shows what was disputed, what was taken, and until when evidence is asked for', async () => {
      const intent = await pay('createDispute');
      const { data } = await get('/v1/disputes', `charge=${intent.latest_charge}`);
      const { id, created, balance_transactions, evidence, evidence_details, ...rest } = data[0];
      assert.match(id, /^du_/);
      assert.deepEqual(rest, {
        object: 'dispute',
        amount: 2_000,
        charge: intent.latest_charge,
        currency: 'usd',
        enhanced_eligibility_types: [],
        intended_submission_method: null,
        is_charge_refundable: false,
        livemode: false,
        metadata: {},
        network_reason_code: '10.4',
        payment_intent: intent.id,
        payment_method_details: {
          card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' },
          type: 'card',
        },
        reason: 'fraudulent',
        status: 'needs_response',
      });
      const [withdrawn, ...more] = balance_transactions;
      assert.deepEqual(more, []);
      assert.deepEqual(withdrawn, {
        id: withdrawn.id,
        object: 'balance_transaction',
        amount: -2_000,
        available_on: created,
        balance_type: 'payments',
        created,
        currency: 'usd',
        description: `Chargeback withdrawal for ${intent.latest_charge}`,
        exchange_rate: null,
        fee: 1_500,
        fee_details: [
          { amount: 1_500, application: null, currency: 'usd', description: 'Dispute fee', type: 'stripe_fee' },
        ],
        net: -3_500,
        reporting_category: 'dispute',
        source: id,
        status: 'available',
        type: 'adjustment',
      });
      assert.equal(Object.keys(evidence).length, EVIDENCE_MEMBERS);
      assert.deepEqual(
        Object.entries(evidence).filter(([, value]) => value !== null),
        [['enhanced_evidence', {}]],
      );
      const day = 86_400;
      assert.deepEqual(evidence_details, {
        due_by: (Math.floor(created / day) + 9) * day - 1,
        enhanced_eligibility: {},
        has_evidence: false,
        past_due: false,
        submission_count: 0,
        submission_method: 'not_submitted',
      });
      const { latest_charge } = await get(`/v1/payment_intents/${intent.id}`, 'expand[]=latest_charge');
      assert.equal(latest_charge.disputed, true);
      assert.deepEqual(await get(`/v1/disputes/${id}`), data[0]);
    });

    it('are of a kind and a case type', async () => {
      for (const [card, status, case_type, refundable] of [
        ['createDisputeInquiry', 'warning_needs_response', 'inquiry', true],
        ['createComplianceDispute', 'needs_response', 'compliance', false],
        ['createCe3EligibleDispute', 'needs_response', 'chargeback', false],
      ] as const) {
        const shown = await dispute(card);
        assert.deepEqual(
          [shown.status, shown.payment_method_details.card.case_type, shown.is_charge_refundable],
          [status, case_type, refundable],
        );
      }
    });

    it('are won with evidence, which gives the money back', async () => {
      const { id } = await dispute();
      const staged = await post(`/v1/disputes/${id}`, 'evidence[customer_name]=Jo&submit=false&metadata[order]=1');
      assert.deepEqual(
        [staged.status, staged.evidence.customer_name, staged.metadata, staged.evidence_details.has_evidence],
        ['needs_response', 'Jo', { order: '1' }, true],
      );
      let won: Json;
      const events = await eventsAfter(daybook, async () => {
        won = await post(`/v1/disputes/${id}`, 'evidence[uncategorized_text]=winning_evidence');
      });
      assert.deepEqual(events, [
        `charge.dispute.updated ${id}`,
        `charge.dispute.funds_reinstated ${id}`,
        `charge.dispute.closed ${id}`,
      ]);
      assert.deepEqual([won.status, won.is_charge_refundable, won.evidence.customer_name], ['won', true, 'Jo']);
      assert.deepEqual(
        won.balance_transactions.map(({ amount, fee, net, reporting_category }: Json) => [
          amount,
          fee,
          net,
          reporting_category,
        ]),
        [
          [-2_000, 1_500, -3_500, 'dispute'],
          [2_000, 0, 2_000, 'dispute_reversal'],
        ],
      );
      const { submission_count, submission_method } = won.evidence_details;
      assert.deepEqual([submission_count, submission_method], [1, 'manual']);
      assert.deepEqual(await get(`/v1/disputes/${id}`), won);
      const closed = { message: /^This dispute is already closed$/ };
      await isRefused(daybook, 'POST', `/v1/disputes/${id}`, 'metadata[order]=2', closed);
      await isRefused(daybook, 'POST', `/v1/disputes/${id}/close`, '', closed);
    });

    it('show in events what changed', async () => {
      const { id } = await dispute();
      await post(`/v1/disputes/${id}`, 'evidence[uncategorized_text]=a+receipt');
      const { data } = await get('/v1/events', 'type=charge.dispute.updated&limit=1');
      const [event] = data;
      assert.equal(event.data.object.id, id);
      assert.deepEqual(
        [event.data.object.status, event.data.previous_attributes.status],
        ['under_review', 'needs_response'],
      );
    });

    it('are accepted by closing them', async () => {
      const { id } = await dispute();
      let lost: Json;
      const events = await eventsAfter(daybook, async () => {
        lost = await post(`/v1/disputes/${id}/close`);
      });
      assert.deepEqual(events, [`charge.dispute.closed ${id}`]);
      assert.deepEqual([lost.status, lost.balance_transactions.length], ['lost', 1]);
      const inquiry = await dispute('createDisputeInquiry');
      const closed = await post(`/v1/disputes/${inquiry.id}/close`);
      assert.deepEqual([closed.status, closed.balance_transactions.length], ['warning_closed', 0]);
    });

    it('leave the record of their payment as it was', async () => {
      const intent = await pay('createDispute');
      const { data } = await get('/v1/disputes', `payment_intent=${intent.id}`);
      await post(`/v1/disputes/${data[0].id}/close`);
      const record = await get(`/v1/payment_records/${intent.id}`);
      assert.deepEqual(
        [record.amount_guaranteed.value, record.amount_refunded.value, record.amount_canceled.value],
        [2_000, 0, 0],
      );
    });

    it('say what is missing of the evidence of a program', async () => {
      const paid = await pay('visa');
      const { id } = await dispute('createCe3EligibleDispute');
      const first = await get(`/v1/disputes/${id}`);
      assert.deepEqual(first.enhanced_eligibility_types, ['visa_compelling_evidence_3']);
      const { visa_compelling_evidence_3: before } = first.evidence_details.enhanced_eligibility;
      assert.equal(before.status, 'requires_action');
      assert.equal(before.required_actions.length, 4);
      const program = 'evidence[enhanced_evidence][visa_compelling_evidence_3]';
      const common = ['customer_purchase_ip=192.0.2.1', 'customer_account_id=jo', 'product_description=ink'];
      const prior = (index: number) =>
        [`charge=${paid.latest_charge}`, ...common].map((each) => {
          const [name, value] = each.split('=');
          return `${program}[prior_undisputed_transactions][${index}][${name}]=${value}`;
        });
      const disputed = [...common, 'merchandise_or_services=merchandise'].map((each) => {
        const [name, value] = each.split('=');
        return `${program}[disputed_transaction][${name}]=${value}`;
      });
      const city = `${program}[disputed_transaction][shipping_address][city]=Bern`;
      const form = [...disputed, city, ...prior(0), ...prior(1), 'submit=false'].join('&');
      const qualified = await post(`/v1/disputes/${id}`, form);
      assert.deepEqual(qualified.evidence_details.enhanced_eligibility, {
        visa_compelling_evidence_3: { required_actions: [], status: 'qualified' },
      });
      const given = qualified.evidence.enhanced_evidence.visa_compelling_evidence_3;
      const nothing = { customer_device_fingerprint: null, customer_device_id: null, customer_email_address: null };
      const shown = { customer_account_id: 'jo', customer_purchase_ip: '192.0.2.1', product_description: 'ink' };
      const address = { city: 'Bern', country: null, line1: null, line2: null, postal_code: null, state: null };
      assert.deepEqual(given, {
        disputed_transaction: {
          ...shown,
          ...nothing,
          merchandise_or_services: 'merchandise',
          shipping_address: address,
        },
        prior_undisputed_transactions: [0, 1].map(() => ({
          charge: paid.latest_charge,
          ...shown,
          ...nothing,
          shipping_address: null,
        })),
      });
    });

    it('of compliance wait for their fee to be acknowledged', async () => {
      const { id } = await dispute('createComplianceDispute');
      const param = 'evidence[enhanced_evidence][visa_compliance][fee_acknowledged]';
      await isRefused(daybook, 'POST', `/v1/disputes/${id}`, 'evidence[customer_name]=Jo', { param });
      const acknowledged = await post(`/v1/disputes/${id}`, `${param}=true&submit=false`);
      assert.deepEqual(acknowledged.evidence_details.enhanced_eligibility, {
        visa_compliance: { status: 'fee_acknowledged' },
      });
      const won = await post(`/v1/disputes/${id}`, 'evidence[uncategorized_text]=winning_evidence');
      assert.deepEqual([won.status, won.payment_method_details.card.case_type], ['won', 'compliance']);
    });

    it('are listed by charge, payment intent and time, newest first', async () => {
      const intent = await pay('createMultipleDisputes');
      const by_intent = await get('/v1/disputes', `payment_intent=${intent.id}`);
      assert.deepEqual([by_intent.url, by_intent.has_more, by_intent.data.length], ['/v1/disputes', false, 2]);
      const [second, first] = by_intent.data;
      assert.ok(first.id < second.id);
      const page = await get('/v1/disputes', `charge=${intent.latest_charge}&limit=1&starting_after=${second.id}`);
      assert.deepEqual(page.data, [first]);
      const later = await get('/v1/disputes', `created[gt]=${second.created}&payment_intent=${intent.id}`);
      assert.deepEqual(later.data, []);
      const since = await get('/v1/disputes', `created[gte]=${first.created}&payment_intent=${intent.id}`);
      assert.deepEqual(since.data, by_intent.data);
      assert.deepEqual((await get('/v1/disputes', 'charge=ch_none')).data, []);
    });

    it('expand their charge and payment intent', async () => {
      const { id, charge, payment_intent } = await dispute();
      const shown = await get(`/v1/disputes/${id}`, 'expand[]=charge.customer&expand[]=payment_intent');
      assert.deepEqual([shown.charge.id, shown.payment_intent.id], [charge, payment_intent]);
      const { data } = await get('/v1/disputes', `charge=${charge}&expand[]=data.charge`);
      assert.equal(data[0].charge.disputed, true);
    });

    it('belong to their mode', async () => {
      const { id } = await dispute();
      const { status, body } = await request(daybook, 'GET', `/v1/disputes/${id}`, '', LIVE);
      assert.equal(status, 404);
      assert.match(body.error.message, /a similar object exists in test mode/);
    });

    it('take nothing that they do not have', async () => {
      const { id } = await dispute();
      const path = `/v1/disputes/${id}`;
      for (const [form, code, param] of [
        ['evidence[unknown]=1', 'parameter_unknown', 'evidence[unknown]'],
        ['evidence=text', undefined, 'evidence'],
        ['evidence[appeal][card][reason_for_filing]=x', 'parameter_unknown', 'evidence[appeal]'],
        ['intended_submission_method=manual', 'parameter_unknown', 'intended_submission_method'],
        ['submit=perhaps', undefined, 'submit'],
        ['submit=true', undefined, 'evidence'],
        [`evidence[customer_name]=${'x'.repeat(20_001)}`, undefined, 'evidence[customer_name]'],
        [`evidence[receipt]=${'x'.repeat(256)}`, undefined, 'evidence[receipt]'],
        ['evidence[enhanced_evidence]=1', undefined, 'evidence[enhanced_evidence]'],
        [
          'evidence[enhanced_evidence][visa_compelling_evidence_3][disputed_transaction][customer_device_id]=short',
          undefined,
          'evidence[enhanced_evidence][visa_compelling_evidence_3][disputed_transaction][customer_device_id]',
        ],
        [
          'evidence[enhanced_evidence][visa_compliance][fee_acknowledged]=true',
          undefined,
          'evidence[enhanced_evidence][visa_compliance]',
        ],
      ] as const) {
        await isRefused(daybook, 'POST', path, form, { code, param });
      }
      const missing = { status: 404, code: 'resource_missing', param: 'id', message: /^No such dispute: 'du_none'$/ };
      for (const [method, own, form] of [
        ['GET', '/v1/disputes/du_none', ''],
        ['POST', '/v1/disputes/du_none', 'metadata[a]=1'],
        ['POST', '/v1/disputes/du_none/close', ''],
      ] as const) {
        await isRefused(daybook, method, own, form, missing);
      }
      await isRefused(daybook, 'GET', '/v1/disputes', 'starting_after=du_none', {
        code: 'resource_missing',
        param: 'starting_after',
      });
    });

    it('are changed once under an idempotency key', async () => {
      const { id } = await dispute();
      const headers = { 'Idempotency-Key': `close-${id}` };
      const first = await request(daybook, 'POST', `/v1/disputes/${id}/close`, '', headers);
      const second = await request(daybook, 'POST', `/v1/disputes/${id}/close`, '', headers);
      assert.deepEqual([first.status, second.status], [200, 200]);
      assert.deepEqual(second.body, first.body);
      assert.equal(second.headers.get('idempotent-replayed'), 'true');
    });

    it('arise at the capture of a payment that was on hold', async () => {
      const form = 'amount=2000&currency=usd&confirm=true&payment_method=pm_card_createDispute&capture_method=manual';
      const intent = await post('/v1/payment_intents', form);
      assert.deepEqual((await get('/v1/disputes', `payment_intent=${intent.id}`)).data, []);
      const events = await eventsAfter(daybook, () =>
        post(`/v1/payment_intents/${intent.id}/capture`, 'amount_to_capture=1500'),
      );
      const [disputed] = (await get('/v1/disputes', `payment_intent=${intent.id}`)).data;
      assert.equal(disputed.amount, 1_500);
      assert.deepEqual(events, [
        `charge.captured ${intent.latest_charge}`,
        `charge.dispute.created ${disputed.id}`,
        `charge.dispute.funds_withdrawn ${disputed.id}`,
        `payment_intent.succeeded ${intent.id}`,
      ]);
    });
  });

  describe(`extensions for disputes on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    const ids: string[] = [];
    before(async () => {
      daybook = await engine.start();
      for (const card of ['createDispute', 'createDisputeProductNotReceived', 'createDisputeInquiry']) {
        const form = `amount=2000&currency=usd&confirm=true&payment_method=pm_card_${card}`;
        const intent = await succeeds(daybook, 'POST', '/v1/payment_intents', form);
        const { data } = await succeeds(daybook, 'GET', '/v1/disputes', `payment_intent=${intent.id}`);
        ids.push(data[0].id);
      }
      await succeeds(daybook, 'POST', `/v1/disputes/${ids[1]}/close`);
    });
    after(() => daybook?.remove());

    it('lists those with one of some statuses', async () => {
      const [first, second, third] = ids;
      for (const [form, expected] of [
        ['status=needs_response', [first]],
        ['status[]=lost', [second]],
        ['status[]=needs_response&status[]=warning_needs_response', [third, first]],
        ['status=won', []],
      ] as const) {
        const { data } = await succeeds(daybook, 'GET', '/v1/disputes', form);
        assert.deepEqual(
          data.map(({ id }: Json) => id),
          expected,
          form,
        );
      }
      await isRefused(daybook, 'GET', '/v1/disputes', 'status=open', { param: 'status' });
    });

    it('tells what became of a dispute, and nothing of what a key that reads disputes may not read', async () => {
      const path = `/v1/disputes/${ids[1]}/history`;
      const { data, has_more } = await succeeds(daybook, 'GET', path);
      assert.equal(has_more, false);
      assert.deepEqual(
        data.map(({ command, changes }: Json) => [
          command,
          changes.map(({ object, before, after }: Json) => [object, before?.status, after.status]),
        ]),
        [
          ['dispute.close', [['dispute', 'needs_response', 'lost']]],
          ['payment_intent.create', [['dispute', undefined, 'needs_response']]],
        ],
      );
      const page = await succeeds(daybook, 'GET', path, `limit=1&starting_after=${data[0].id}`);
      assert.deepEqual(page.data, [data[1]]);
      const none = { status: 404, code: 'resource_missing', param: 'id' };
      await isRefused(daybook, 'GET', '/v1/disputes/du_none/history', '', none);
    });
  });

  describe(`early fraud warnings on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    it('follow the payment, and mark its charge', async () => {
      const form = 'amount=2000&currency=usd&confirm=true&payment_method=pm_card_createIssuerFraudRecord';
      let intent: Json;
      const events = await eventsAfter(daybook, async () => {
        intent = await succeeds(daybook, 'POST', '/v1/payment_intents', `${form}&expand[]=latest_charge`);
      });
      const path = '/v1/radar/early_fraud_warnings';
      const list = await succeeds(daybook, 'GET', path, `payment_intent=${intent.id}`);
      const [warning, ...more] = list.data;
      assert.deepEqual(more, []);
      assert.match(warning.id, /^issfr_/);
      assert.deepEqual(warning, {
        id: warning.id,
        object: 'radar.early_fraud_warning',
        actionable: true,
        charge: intent.latest_charge.id,
        created: warning.created,
        fraud_type: 'misc',
        livemode: false,
        payment_intent: intent.id,
      });
      assert.deepEqual(events.slice(-3), [
        `payment_intent.succeeded ${intent.id}`,
        `charge.updated ${intent.latest_charge.id}`,
        `radar.early_fraud_warning.created ${warning.id}`,
      ]);
      assert.deepEqual(intent.latest_charge.fraud_details, { stripe_report: 'fraudulent' });
      assert.equal(intent.latest_charge.disputed, false);
      assert.deepEqual(await succeeds(daybook, 'GET', `${path}/${warning.id}`), warning);
      const expanded = await succeeds(
        daybook,
        'GET',
        `${path}/${warning.id}`,
        'expand[]=charge&expand[]=payment_intent',
      );
      assert.deepEqual([expanded.charge.id, expanded.payment_intent.id], [warning.charge, warning.payment_intent]);
      const filters = [`charge=${warning.charge}`, `created=${warning.created}`];
      for (const filter of filters) {
        assert.deepEqual((await succeeds(daybook, 'GET', path, filter)).data, [warning]);
      }
      for (const filter of ['charge=ch_none', 'payment_intent=pi_none', `created[lt]=${warning.created}`]) {
        assert.deepEqual((await succeeds(daybook, 'GET', path, filter)).data, []);
      }
      await isRefused(daybook, 'GET', `${path}/issfr_none`, '', { status: 404, code: 'resource_missing', param: 'id' });
    });
  });
}
