import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { type CompellingEvidence, requiredActions } from '../../../../src/core/payments/dispute/enhanced_evidence.js';
import type { UpdateDispute } from '../../../../src/core/payments/dispute/update.js';
import { DisputeBook } from './dispute_book.js';

const DEVICE = { customer_purchase_ip: '192.0.2.1', customer_email_address: 'jo@example.com' };

async function disputed(card = 'createDispute'): Promise<DisputeBook> {
  const book = new DisputeBook();
  await book.pay(card);
  return book;
}

/** Holds an update to be refused, with this parameter, and to change nothing. */
async function refuses(
  book: DisputeBook,
  input: Partial<UpdateDispute>,
  param: string,
  message: RegExp,
): Promise<void> {
  const before = book.only('dispute');
  const answer = await book.tryUpdate(input);
  assert.ok(isRefusal(answer), JSON.stringify(answer));
  assert.equal(answer.status, 400);
  assert.equal(answer.param, param);
  assert.match(answer.message, message);
  assert.deepEqual(book.only('dispute'), before);
}

describe('evidence', () => {
  it('is staged, changed, unset, and submitted as a whole', async () => {
    const book = await disputed();
    await book.update({ evidence: { customer_name: 'Jo', receipt: 'file_1', service_date: 'May' }, submit: false });
    await book.update({ evidence: { customer_name: 'Joan', receipt: null, service_date: undefined }, submit: false });
    let { evidence, evidence_submissions, status } = book.only('dispute');
    assert.deepEqual(
      [evidence, evidence_submissions, status],
      [{ customer_name: 'Joan', service_date: 'May' }, undefined, 'needs_response'],
    );
    assert.deepEqual(await book.update({ submit: true }), ['charge.dispute.updated']);
    ({ evidence, evidence_submissions, status } = book.only('dispute'));
    assert.deepEqual(
      [evidence, evidence_submissions, status],
      [{ customer_name: 'Joan', service_date: 'May' }, 1, 'under_review'],
    );
  });

  it('that was staged decides too once it is submitted', async () => {
    const book = await disputed();
    await book.update({ evidence: { uncategorized_text: 'winning_evidence' }, submit: false });
    assert.equal(book.only('dispute').status, 'needs_response');
    await book.update({ evidence: { customer_name: 'Jo' } });
    assert.equal(book.only('dispute').status, 'won');
  });

  it('is not submitted by a change of metadata', async () => {
    const book = await disputed();
    await book.update({ evidence: { customer_name: 'Jo' }, submit: false });
    await book.update({ metadata: { order: '1', gone: '2' } });
    await book.update({ metadata: { gone: '' } });
    const { metadata, status } = book.only('dispute');
    assert.deepEqual([metadata, status], [{ order: '1' }, 'needs_response']);
  });

  it('has to be there to be submitted', async () => {
    const book = await disputed();
    await refuses(book, { submit: true }, 'evidence', /no evidence to submit/);
    await refuses(book, { evidence: { receipt: null } }, 'evidence', /no evidence to submit/);
    await book.update({ evidence: { receipt: 'file_1' }, submit: false });
    await refuses(book, { evidence: { receipt: null }, submit: true }, 'evidence', /no evidence to submit/);
  });

  it('has 150,000 characters at most, with what was staged before', async () => {
    const book = await disputed();
    const names = ['access_activity_log', 'billing_address', 'customer_name', 'service_date', 'shipping_date'] as const;
    const long = Object.fromEntries(names.map((name) => [name, 'x'.repeat(20_000)]));
    await book.update({ evidence: { ...long, receipt: 'y'.repeat(49_999) }, submit: false });
    const too_long = { evidence: { refund_policy: '12' }, submit: false } as const;
    await refuses(book, too_long, 'evidence', /150001 characters.*150000/);
    await book.update({ evidence: { refund_policy: '1' }, submit: false });
  });

  it('is late after the deadline, where an inquiry still takes it', async () => {
    const book = await disputed('createDisputeInquiry');
    book.passDays(9);
    await book.submit('a receipt');
    assert.equal(book.only('dispute').past_due, true);
    const in_time = await disputed('createDisputeInquiry');
    in_time.passDays(8);
    await in_time.submit('a receipt');
    assert.equal(in_time.only('dispute').past_due, undefined);
  });

  it('of an escalated inquiry can be given again', async () => {
    const book = await disputed('createDisputeInquiry');
    book.passDays(10);
    await book.submit('escalate_inquiry_evidence');
    assert.equal(book.only('dispute').past_due, undefined);
    await book.submit('winning_evidence');
    const { evidence_submissions, status } = book.only('dispute');
    assert.deepEqual([evidence_submissions, status], [2, 'won']);
  });

  it('of a dispute that does not exist is refused', async () => {
    const book = await disputed();
    const answer = await book.tryUpdate({ id: 'du_none', metadata: { a: '1' } });
    assert.ok(isRefusal(answer));
    assert.deepEqual([answer.status, answer.code, answer.param], [404, 'resource_missing', 'id']);
    assert.equal(answer.message, "No such dispute: 'du_none'");
  });
});

describe('compliance', () => {
  const fee = 'evidence[enhanced_evidence][visa_compliance][fee_acknowledged]';

  it('takes evidence once its fee is acknowledged', async () => {
    const book = await disputed('createComplianceDispute');
    await refuses(book, { evidence: { customer_name: 'Jo' } }, fee, /must be acknowledged/);
    await book.update({ evidence: { customer_name: 'Jo' }, submit: false });
    const refused = {
      enhanced_evidence: { visa_compelling_evidence_3: undefined, visa_compliance: { fee_acknowledged: false } },
    };
    await refuses(book, { ...refused, submit: true }, fee, /must be acknowledged/);
    const acknowledged = { visa_compelling_evidence_3: undefined, visa_compliance: { fee_acknowledged: true } };
    await book.update({ enhanced_evidence: acknowledged, submit: false });
    await book.update({ submit: true });
    assert.equal(book.only('dispute').status, 'under_review');
  });
});

describe('compelling evidence', () => {
  const whole: CompellingEvidence = {
    disputed_transaction: { ...DEVICE, product_description: 'a book', merchandise_or_services: 'merchandise' },
    prior_undisputed_transactions: [
      { ...DEVICE, charge: 'ch_1', product_description: 'a pen' },
      { ...DEVICE, charge: 'ch_2', product_description: 'ink' },
    ],
  };
  const [first, second] = whole.prior_undisputed_transactions ?? [];

  const cases: readonly (readonly [string, CompellingEvidence | undefined, readonly string[]])[] = [
    ['all of it', whole, []],
    [
      'nothing',
      undefined,
      [
        'missing_customer_identifiers',
        'missing_disputed_transaction_description',
        'missing_merchandise_or_services',
        'missing_prior_undisputed_transactions',
      ],
    ],
    [
      'one earlier payment',
      { ...whole, prior_undisputed_transactions: [first as NonNullable<typeof first>] },
      ['missing_prior_undisputed_transactions'],
    ],
    [
      'another address of the device',
      {
        ...whole,
        prior_undisputed_transactions: [
          first as NonNullable<typeof first>,
          { ...(second as NonNullable<typeof second>), customer_purchase_ip: '192.0.2.2' },
        ],
      },
      ['missing_customer_identifiers'],
    ],
    [
      'no description of an earlier payment',
      {
        ...whole,
        prior_undisputed_transactions: [{ ...DEVICE, charge: 'ch_1' }, second as NonNullable<typeof second>],
      },
      ['missing_prior_undisputed_transaction_description'],
    ],
    [
      'neither merchandise nor services',
      { ...whole, disputed_transaction: { ...DEVICE, product_description: 'a book' } },
      ['missing_merchandise_or_services'],
    ],
    [
      'no device among the identifiers',
      {
        disputed_transaction: {
          customer_account_id: 'jo',
          customer_email_address: 'jo@example.com',
          merchandise_or_services: 'services',
        },
        prior_undisputed_transactions: [],
      },
      [
        'missing_customer_identifiers',
        'missing_disputed_transaction_description',
        'missing_prior_undisputed_transactions',
      ],
    ],
  ];
  for (const [name, evidence, missing] of cases) {
    it(`with ${name} lacks ${missing.length === 0 ? 'nothing' : missing.join(', ')}`, () => {
      assert.deepEqual(requiredActions(evidence), missing);
    });
  }

  it('names earlier charges that exist and nobody disputed', async () => {
    const book = new DisputeBook();
    await book.pay('visa');
    const { id: paid } = book.only('charge');
    await book.pay('createCe3EligibleDispute');
    const dispute = book.only('dispute');
    const evidence = (charge: string) => ({
      enhanced_evidence: {
        visa_compelling_evidence_3: { prior_undisputed_transactions: [{ charge: paid }, { charge }] },
        visa_compliance: undefined,
      },
      submit: false,
    });
    const param = 'evidence[enhanced_evidence][visa_compelling_evidence_3][prior_undisputed_transactions][1][charge]';
    await refuses(book, evidence('ch_none'), param, /No such charge: 'ch_none'/);
    await refuses(book, evidence(dispute.charge), param, /is disputed itself/);
    await book.update(evidence(paid));
    assert.deepEqual(book.only('dispute').enhanced_evidence, {
      visa_compelling_evidence_3: { prior_undisputed_transactions: [{ charge: paid }, { charge: paid }] },
    });
    await book.update({ enhanced_evidence: null, submit: false });
    assert.equal(book.only('dispute').enhanced_evidence, undefined);
  });

  it('is for disputes that are eligible', async () => {
    const book = await disputed();
    const param = (program: string) => `evidence[enhanced_evidence][${program}]`;
    const compelling = { visa_compelling_evidence_3: {}, visa_compliance: undefined };
    await refuses(book, { enhanced_evidence: compelling }, param('visa_compelling_evidence_3'), /not eligible/);
    const compliance = { visa_compelling_evidence_3: undefined, visa_compliance: { fee_acknowledged: true } };
    await refuses(book, { enhanced_evidence: compliance }, param('visa_compliance'), /not eligible/);
  });
});
