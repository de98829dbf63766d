/** The table of test cards against a list written down a second time, so that a slip in one of them shows. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { luhnValid } from '../../../src/core/kernel/card_number/luhn.js';
import { brandOfNumber } from '../../../src/core/payments/cards.js';
import { attachRefusal } from '../../../src/core/payments/processor/sandbox/cards.js';
import {
  countryCardNumber,
  TEST_CARD_COUNTRIES,
} from '../../../src/core/payments/processor/sandbox/test_card_countries.js';
import {
  TEST_CARDS,
  testCardByKey,
  testCardByNumber,
  testCardByPaymentMethod,
  testCardByToken,
} from '../../../src/core/payments/processor/sandbox/test_cards.js';

/** Names (separated by commas), number, brand, funding, country; a dash where there is none. */
const BRANDS = `
visa                                      4242424242424242    visa       credit  US
visa_debit                                4000056655665556    visa       debit   US
mastercard                                5555555555554444    mastercard credit  US
-                                         2223003122003222    mastercard credit  US
mastercard_debit                          5200828282828210    mastercard debit   US
mastercard_prepaid                        5105105105105100    mastercard prepaid US
amex                                      378282246310005     amex       credit  US
-                                         371449635398431     amex       credit  US
discover                                  6011111111111117    discover   credit  US
-                                         6011000990139424    discover   credit  US
-                                         6011981111111113    discover   debit   US
diners                                    3056930009020004    diners     credit  US
-                                         36227206271667      diners     credit  US
jcb                                       3566002020360505    jcb        credit  JP
unionpay                                  6200000000000005    unionpay   credit  CN
-                                         6200000000000047    unionpay   debit   CN
-                                         6205500000000000004 unionpay   credit  CN
-                                         6555900000604105    discover   credit  KR
visa_cartesBancaires                      4000002500001001    visa       credit  FR
mastercard_cartesBancaires                5555552500001001    mastercard credit  FR
debit_visaFsaProductCode,debit_visaHsaProductCode 4000051230000072 visa  debit   US
mastercard_debit_mastercardFsaProductCode 5200828282828897    mastercard debit   US
`;

const COUNTRIES = `
us 4242424242424242   ar 4000000320000021   br 4000000760000002   ca 4000001240000000   cl 4000001520000001
co 4000001700000003   cr 4000001880000005   ec 4000002180000000   mx 4000004840008001   pa 4000005910000000
py 4000006000000066   pe 4000006040000068   uy 4000008580000003   at 4000000400000008   be 4000000560000004
bg 4000001000000000   by 4000001120000005   cy 4000001960000008   cz 4000002030000002   dk 4000002080000001
fi 4000002460000001   fr 4000002500000003   de 4000002760000016   gr 4000003000000030   hu 4000003480000005
ie 4000003720000005   it 4000003800000008   lv 4000004280000005   lt 4000004400000000   lu 4000004420000006
mt 4000004700000007   gb 4000008260000000   jp 4000003920000003
nl 4000005280000002   no 4000005780000007   pl 4000006160000005   pt 4000006200000007   ro 4000006420000001
si 4000007050000006   sk 4000007030000001   es 4000007240000007   se 4000007520000008   ch 4000007560000009
au 4000000360000006   cn 4000001560000002   hk 4000003440000004   in 4000003560000008   my 4000004580000002
nz 4000005540000008   sg 4000007020000003   tw 4000001580000008   th 4000007640000003
`;

/** Names, number, then code and decline code, and whether attaching is declined too. A plus marks a token only. */
const DECLINES = `
visa_chargeDeclined,chargeDeclined       4000000000000002 card_declined    generic_decline        attach
visa_chargeDeclinedInsufficientFunds,chargeDeclinedInsufficientFunds 4000000000009995 card_declined insufficient_funds attach
visa_chargeDeclinedLostCard              4000000000009987 card_declined    lost_card              attach
visa_chargeDeclinedStolenCard            4000000000009979 card_declined    stolen_card            attach
chargeDeclinedExpiredCard                4000000000000069 expired_card     -                      attach
chargeDeclinedIncorrectCvc               4000000000000127 incorrect_cvc    -                      attach
chargeDeclinedProcessingError            4000000000000119 processing_error -                      attach
visa_chargeDeclinedVelocityLimitExceeded 4000000000006975 card_declined    card_velocity_exceeded attach
+visa_chargeDeclinedFraudulent           -                card_declined    fraudulent             attach
chargeCustomerFail                       4000000000000341 card_declined    generic_decline        charge
+visa_chargeCustomerFailLostCard         -                card_declined    lost_card              charge
+visa_chargeCustomerFailStolenCard       -                card_declined    stolen_card            charge
`;

/** Name, number, country, kind of behaviour, and what tells it from others of its kind. */
const EFFECTS = `
radarBlock                              4100000000000019 US risk highest blocked
riskLevelHighest                        4000000000004954 US risk highest blocked_by_settings
riskLevelElevated                       4000000000009235 US risk elevated reviewed_by_settings
cvcCheckFail                            4000000000000101 US checks fail pass pass normal
avsZipFail                              4000000000000036 US checks pass pass fail normal
cvcCheckFailElevatedRisk                4000058400307872 US checks fail pass pass elevated
avsZipFailElevatedRisk                  4000058400306072 US checks pass pass fail elevated
avsLine1Fail                            4000000000000028 US checks pass fail pass normal
avsFail                                 4000000000000010 US checks pass fail fail normal
avsUnchecked                            4000000000000044 US checks pass unavailable unavailable normal
createDispute                           4000000000000259 US disputed fraudulent
createDisputeProductNotReceived         4000000000002685 US disputed product_not_received
createDisputeInquiry                    4000000000001976 US disputed inquiry
createIssuerFraudRecord                 4000000000005423 US disputed early_fraud_warning
createMultipleDisputes                  4000000404000079 AT disputed multiple
createCe3EligibleDispute                4000000404000038 AT disputed visa_compelling_evidence_3
createComplianceDispute                 4000008400000779 US disputed visa_compliance
pendingRefund                           4000000000007726 US refund_pending
refundFail                              4000000000005126 US refund_fails
bypassPending                           4000000000000077 US bypasses_pending
bypassPendingInternational              4000003720000278 IE bypasses_pending
authenticationRequiredOnSetup           4000002500003155 FR three_d_secure unless_set_up completes
authenticationRequired                  4000002760003184 DE three_d_secure always completes
authenticationRequiredSetupForOffSession 4000003800000446 IT three_d_secure on_session completes
authenticationRequiredChargeDeclinedInsufficientFunds 4000008260003178 GB three_d_secure always completes insufficient_funds
threeDSecure2Required                   4000000000003220 US three_d_secure always completes
threeDSecureRequiredChargeDeclined      4000008400001629 US three_d_secure always completes generic_decline
threeDSecureRequiredProcessingError     4000008400001280 US three_d_secure always processing_error generic_decline
threeDSecureOptional                    4000000000003055 US three_d_secure if_requested completes
threeDSecureOptionalProcessingError     4000000000003097 US three_d_secure if_requested processing_error
amex_threeDSecureNotSupported           378282246310005  US three_d_secure not_supported completes
debit_incrementalAuthAuthorized         4000058400000063 US increments_approved
debit_partialAuthorization              -                US partial_authorization
credit_disableEnterpriseCardFeatures    4000008400000076 US enterprise_features_disabled
`;

/** Numbers with several rows: the bare number means the plain card. */
const SHARED_NUMBERS: Readonly<Record<string, string>> = { '4242424242424242': 'visa', '378282246310005': 'amex' };

function fieldsOf(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
}

function at(fields: readonly string[], index: number): string {
  const field = fields[index];
  assert.ok(field !== undefined, `column ${index} is missing in ${fields.join(' ')}`);
  return field;
}

/** Finds the card by every name and by its number, and asserts that all lead to the same row. */
function findEverywhere(names: readonly string[], number: string | null, token_only = false) {
  const cards = names.flatMap((name) => [
    testCardByToken(`tok_${name}`),
    ...(token_only ? [] : [testCardByPaymentMethod(`pm_card_${name}`)]),
  ]);
  const [first] = names;
  if (number !== null) {
    const plain = SHARED_NUMBERS[number];
    const by_number = testCardByNumber(number);
    if (plain === undefined || first === plain) cards.push(by_number);
    else assert.equal(by_number?.key, plain, `${number} means pm_card_${plain}`);
  }
  const card = cards[0];
  assert.ok(card !== undefined, `${number ?? first} is in the table`);
  for (const other of cards) assert.equal(other, card);
  assert.equal(card.number, number);
  assert.deepEqual(card.names, names);
  assert.equal(card.token_only, token_only);
  if (number !== null) assert.equal(card.last4, number.slice(-4));
  assert.match(card.last4, /^\d{4}$/);
  return card;
}

describe('the cards that pay', () => {
  for (const fields of fieldsOf(BRANDS)) {
    it(`${at(fields, 1)} ${at(fields, 0)}`, () => {
      const names = at(fields, 0) === '-' ? [] : at(fields, 0).split(',');
      const card = findEverywhere(names, at(fields, 1));
      assert.deepEqual([card.brand, card.funding, card.country], fields.slice(2));
      assert.deepEqual(card.behaviour, { kind: 'succeeds' });
    });
  }

  const countries = COUNTRIES.trim().split(/\s+/);
  for (let index = 0; index < countries.length; index += 2) {
    const [country, number] = [at(countries, index), at(countries, index + 1)];
    it(`${number} ${country}`, () => {
      const card = findEverywhere([country], number);
      assert.deepEqual([card.brand, card.funding, card.country], ['visa', 'credit', country.toUpperCase()]);
      assert.deepEqual(card.behaviour, { kind: 'succeeds' });
    });
  }

  it('knows co-branded cards by their second network', () => {
    const co_branded = TEST_CARDS.filter((card) => card.co_brand !== undefined).map((card) => card.key);
    assert.deepEqual(co_branded, ['visa_cartesBancaires', 'mastercard_cartesBancaires']);
  });

  it('derives numbers by a rule that holds for the countries whose number is known', () => {
    const by_rule = [...TEST_CARD_COUNTRIES].filter(([, number]) => countryCardNumber(number.slice(6, 9)) === number);
    const exceptions = [...TEST_CARD_COUNTRIES.keys()].filter(
      (country) => !by_rule.some(([other]) => other === country),
    );
    assert.deepEqual(exceptions, ['us', 'ar', 'mx', 'py', 'pe', 'de', 'gr']);
    assert.equal(countryCardNumber('826'), '4000008260000000');
  });
});

describe('the cards that are declined', () => {
  for (const fields of fieldsOf(DECLINES)) {
    const token_only = at(fields, 0).startsWith('+');
    const name = at(fields, 0).replace('+', '');
    it(name, () => {
      const number = at(fields, 1) === '-' ? null : at(fields, 1);
      const card = findEverywhere(name.split(','), number, token_only);
      assert.deepEqual([card.brand, card.funding, card.country], ['visa', 'credit', 'US']);
      assert.ok(card.behaviour.kind === 'declines');
      const { decline, on_attach } = card.behaviour;
      assert.deepEqual(
        [decline.code, decline.decline_code ?? '-', on_attach ? 'attach' : 'charge'],
        [at(fields, 2), at(fields, 3), at(fields, 4)],
      );
      assert.equal(attachRefusal(card)?.code, on_attach ? decline.code : undefined);
    });
  }

  it('has the messages customers know', () => {
    const messages = TEST_CARDS.map(({ key, behaviour }) =>
      behaviour.kind === 'declines' ? [key, behaviour.decline.message] : [],
    );
    assert.deepEqual(Object.fromEntries(messages.filter((entry) => entry.length > 0)), {
      visa_chargeDeclined: 'Your card was declined.',
      visa_chargeDeclinedInsufficientFunds: 'Your card has insufficient funds.',
      visa_chargeDeclinedLostCard: 'Your card was declined.',
      visa_chargeDeclinedStolenCard: 'Your card was declined.',
      chargeDeclinedExpiredCard: 'Your card has expired.',
      chargeDeclinedIncorrectCvc: "Your card's security code is incorrect.",
      chargeDeclinedProcessingError: 'An error occurred while processing your card. Try again in a little bit.',
      visa_chargeDeclinedVelocityLimitExceeded:
        'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
      visa_chargeDeclinedFraudulent: 'Your card was declined.',
      chargeCustomerFail: 'Your card was declined.',
      visa_chargeCustomerFailLostCard: 'Your card was declined.',
      visa_chargeCustomerFailStolenCard: 'Your card was declined.',
    });
  });

  it('has no template for what is a token only', () => {
    assert.equal(testCardByPaymentMethod('pm_card_visa_chargeDeclinedFraudulent'), undefined);
    assert.notEqual(testCardByToken('tok_visa_chargeDeclinedFraudulent'), undefined);
  });
});

describe('the cards with an effect', () => {
  for (const fields of fieldsOf(EFFECTS)) {
    const name = at(fields, 0);
    it(name, () => {
      const card = findEverywhere([name], at(fields, 1) === '-' ? null : at(fields, 1));
      const brand = name.startsWith('amex') ? 'amex' : 'visa';
      const funding = name.startsWith('debit') ? 'debit' : 'credit';
      assert.deepEqual([card.brand, card.funding, card.country], [brand, funding, at(fields, 2)]);
      const particulars = Object.values(card.behaviour)
        .filter((value) => value !== null)
        .map((value) => (typeof value === 'object' ? value.decline_code : value));
      assert.deepEqual(particulars, fields.slice(3));
      assert.equal(attachRefusal(card), null);
    });
  }
});

describe('the table as a whole', () => {
  it('holds nothing beyond what is listed here', () => {
    const listed = fieldsOf(BRANDS).length + fieldsOf(DECLINES).length + fieldsOf(EFFECTS).length;
    assert.equal(TEST_CARDS.length, listed + COUNTRIES.trim().split(/\s+/).length / 2);
  });

  it('has numbers that pass the Luhn check and start as their brand does', () => {
    for (const { number, brand } of TEST_CARDS) {
      if (number === null) continue;
      assert.ok(luhnValid(number), number);
      assert.equal(brandOfNumber(number), brand, number);
    }
  });

  it('gives every card a key and every name to one card', () => {
    const keys = TEST_CARDS.map((card) => card.key);
    const names = TEST_CARDS.flatMap((card) => card.names);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(new Set(names).size, names.length);
    for (const card of TEST_CARDS) {
      assert.equal(testCardByKey(card.key), card);
      assert.doesNotMatch(card.key, /\d{12}/);
    }
  });

  it('shares no number beyond the two that are known', () => {
    const numbers = TEST_CARDS.flatMap(({ number }) => (number === null ? [] : [number]));
    const repeated = numbers.filter((number, index) => numbers.indexOf(number) !== index);
    assert.deepEqual(repeated, Object.keys(SHARED_NUMBERS).sort().reverse());
  });

  it('knows nothing else', () => {
    for (const name of ['4242424242424241', '4111111111111111', '4242 4242 4242 4242', '', '__proto__', 'visa']) {
      assert.equal(testCardByNumber(name), undefined);
      assert.equal(testCardByPaymentMethod(name), undefined);
      assert.equal(testCardByToken(name), undefined);
    }
    assert.equal(testCardByPaymentMethod('tok_visa'), undefined);
    assert.equal(testCardByToken('pm_card_visa'), undefined);
  });
});
