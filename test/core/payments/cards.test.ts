import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { luhnCheckDigit, luhnValid } from '../../../src/core/kernel/card_number/luhn.js';
import { isRefusal } from '../../../src/core/kernel/errors.js';
import {
  brandOfNumber,
  type EnteredCard,
  networksOf,
  withExpiry,
  withPreferredNetwork,
} from '../../../src/core/payments/cards.js';
import {
  attachRefusal,
  type CheckedCard,
  cardFromTemplate,
  checkCard,
  declineRefusal,
  withChecks,
} from '../../../src/core/payments/processor/sandbox/cards.js';
import {
  TEST_CARDS,
  testCardByPaymentMethod,
  testCardByToken,
} from '../../../src/core/payments/processor/sandbox/test_cards.js';

/** The last second of June 2026. */
const NOW_SECONDS = Date.UTC(2026, 6, 1) / 1000 - 1;
const GOOD: EnteredCard = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' };

const fingerprintOf = (number: string): string => `fingerprint of ${number}`;

function accepted(entered: Partial<EnteredCard>, now_seconds = NOW_SECONDS): CheckedCard {
  const result = checkCard({ ...GOOD, ...entered }, now_seconds, fingerprintOf);
  assert.ok(!isRefusal(result), JSON.stringify(result));
  return result;
}

function named(payment_method: string) {
  const card = testCardByPaymentMethod(payment_method);
  assert.ok(card !== undefined);
  return card;
}

describe('luhnValid', () => {
  it('tells a number from one with a wrong digit', () => {
    assert.equal(luhnValid('4242424242424242'), true);
    assert.equal(luhnValid('4242424242424241'), false);
    assert.equal(luhnValid('79927398713'), true);
  });

  it('is false for what is not digits', () => {
    for (const text of ['', '0', '42a2', '4242 4242', '٤٢']) assert.equal(luhnValid(text), false);
  });

  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 18 });

  it('holds for any digits with their check digit', () => {
    fc.assert(fc.property(digits, (start) => luhnValid(start + luhnCheckDigit(start))));
  });

  it('catches every single changed digit', () => {
    const other = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(digits, fc.nat(), other, (start, place, difference) => {
        const number = start + luhnCheckDigit(start);
        const index = place % number.length;
        const changed = (Number(number.charAt(index)) + difference) % 10;
        return !luhnValid(number.slice(0, index) + changed + number.slice(index + 1));
      }),
    );
  });

  it('catches every changed digit of every test card, none of which is then taken', () => {
    for (const { number } of TEST_CARDS) {
      for (let index = 0; number !== null && index < number.length; index++) {
        const changed = (Number(number.charAt(index)) + 1) % 10;
        const wrong = number.slice(0, index) + changed + number.slice(index + 1);
        const result = checkCard({ ...GOOD, number: wrong }, NOW_SECONDS, fingerprintOf);
        assert.ok(isRefusal(result) && result.code === 'incorrect_number', wrong);
      }
    }
  });
});

describe('brandOfNumber', () => {
  const brands: Readonly<Record<string, readonly string[]>> = {
    visa: ['4', '4100'],
    mastercard: ['51', '55', '2221', '2229', '2230', '2299', '2300', '2699', '2700', '2719', '2720'],
    amex: ['34', '37'],
    discover: ['6011', '65'],
    diners: ['30', '36', '38'],
    jcb: ['35'],
    unionpay: ['62'],
    unknown: ['', '1', '50', '56', '2220', '2721', '2800', '33', '6012', '63', '9'],
  };
  for (const [brand, starts] of Object.entries(brands)) {
    it(brand, () => {
      for (const start of starts) assert.equal(brandOfNumber(start), brand, start);
    });
  }
});

describe('checkCard', () => {
  it('reduces a card to what may be stored', () => {
    const { card, test_card } = accepted({});
    assert.deepEqual(card, {
      brand: 'visa',
      last4: '4242',
      exp_month: 12,
      exp_year: 2034,
      funding: 'credit',
      country: 'US',
      fingerprint: 'fingerprint of 4242424242424242',
      cvc_check: 'unchecked',
    });
    assert.equal(test_card, named('pm_card_visa'));
  });

  it('stores neither the number nor the security code', () => {
    const { card } = checkCard({ ...GOOD, cvc: '973' }, NOW_SECONDS, () => 'opaque') as CheckedCard;
    assert.doesNotMatch(JSON.stringify(card), /973|4242424242/);
  });

  it('takes numbers as people write them', () => {
    for (const number of ['4242 4242 4242 4242', '4242-4242-4242-4242', ' 42424242 42424242 ']) {
      assert.equal(accepted({ number }).card.fingerprint, 'fingerprint of 4242424242424242');
    }
  });

  it('takes every test card, with the security code its brand has', () => {
    for (const { number, brand } of TEST_CARDS) {
      if (number !== null) accepted({ number, cvc: brand === 'amex' ? '1234' : '123' });
    }
  });

  it('says nothing of a missing security code', () => {
    assert.equal('cvc_check' in accepted({ cvc: undefined }).card, false);
    assert.equal('cvc_check' in accepted({ cvc: null }).card, false);
  });

  it('keeps the second network of a co-branded card, and only then', () => {
    assert.deepEqual(networksOf(accepted({ number: '4000002500001001' }).card), ['visa', 'cartes_bancaires']);
    assert.deepEqual(networksOf(accepted({}).card), ['visa']);
    assert.equal('co_brand' in accepted({}).card, false);
  });

  it('reads a year of two digits as one of this century', () => {
    assert.equal(accepted({ exp_year: 34 }).card.exp_year, 2034);
    assert.equal(accepted({ exp_year: 26 }).card.exp_year, 2026);
  });

  it('takes a card until the last second of its month, in UTC', () => {
    const entered = { ...GOOD, exp_month: 6, exp_year: 2026 };
    accepted(entered, NOW_SECONDS);
    const late = checkCard(entered, NOW_SECONDS + 1, fingerprintOf);
    assert.ok(isRefusal(late) && late.code === 'invalid_expiry_month');
  });

  const NUMBER = 'Your card number is incorrect.';
  const MONTH = "Your card's expiration month is invalid.";
  const YEAR = "Your card's expiration year is invalid.";
  const CVC = "Your card's security code is invalid.";
  const NO_NUMBER = 'Your card number is not a valid credit card number.';
  const refused: readonly [string, Partial<EnteredCard>, string, string, string][] = [
    ['a wrong digit', { number: '4242424242424241' }, 'incorrect_number', 'number', NUMBER],
    ['11 digits', { number: '42424242424' }, 'incorrect_number', 'number', NUMBER],
    ['20 digits', { number: '42424242424242424242' }, 'incorrect_number', 'number', NUMBER],
    ['letters', { number: '4242abcd42424242' }, 'invalid_number', 'number', NO_NUMBER],
    ['digits of another script', { number: '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢' }, 'invalid_number', 'number', NO_NUMBER],
    ['nothing', { number: '' }, 'invalid_number', 'number', NO_NUMBER],
    ['only spaces', { number: ' - ' }, 'invalid_number', 'number', NO_NUMBER],
    ['month 13', { exp_month: 13 }, 'invalid_expiry_month', 'exp_month', MONTH],
    ['month 0', { exp_month: 0 }, 'invalid_expiry_month', 'exp_month', MONTH],
    ['half a month', { exp_month: 1.5 }, 'invalid_expiry_month', 'exp_month', MONTH],
    ['month not a number', { exp_month: Number.NaN }, 'invalid_expiry_month', 'exp_month', MONTH],
    ['last month', { exp_month: 5, exp_year: 2026 }, 'invalid_expiry_month', 'exp_month', MONTH],
    ['last month of this year', { exp_month: 5, exp_year: 26 }, 'invalid_expiry_month', 'exp_month', MONTH],
    ['last year', { exp_year: 2025 }, 'invalid_expiry_year', 'exp_year', YEAR],
    ['last year in two digits', { exp_year: 25 }, 'invalid_expiry_year', 'exp_year', YEAR],
    ['95, a year gone by', { exp_year: 95 }, 'invalid_expiry_year', 'exp_year', YEAR],
    ['a year too far ahead', { exp_year: 2077 }, 'invalid_expiry_year', 'exp_year', YEAR],
    ['a negative year', { exp_year: -1 }, 'invalid_expiry_year', 'exp_year', YEAR],
    ['three digits of a year', { exp_year: 203 }, 'invalid_expiry_year', 'exp_year', YEAR],
    ['year not a number', { exp_year: Number.NaN }, 'invalid_expiry_year', 'exp_year', YEAR],
    ['two digits of security code', { cvc: '99' }, 'invalid_cvc', 'cvc', CVC],
    ['four digits', { cvc: '1234' }, 'invalid_cvc', 'cvc', CVC],
    ['letters in the security code', { cvc: 'abc' }, 'invalid_cvc', 'cvc', CVC],
    ['empty security code', { cvc: '' }, 'invalid_cvc', 'cvc', CVC],
    ['three digits for amex', { number: '378282246310005' }, 'invalid_cvc', 'cvc', CVC],
  ];
  for (const [what, entered, code, param, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(checkCard({ ...GOOD, ...entered }, NOW_SECONDS, fingerprintOf), {
        refused: true,
        status: 402,
        type: 'card_error',
        message,
        code,
        param,
      });
    });
  }

  it('refuses a number that may be a real card, without repeating it', () => {
    const result = checkCard({ ...GOOD, number: '4111111111111111' }, NOW_SECONDS, fingerprintOf);
    assert.ok(isRefusal(result));
    assert.deepEqual(
      [result.status, result.type, result.code, result.decline_code, result.param],
      [402, 'card_error', 'card_declined', 'test_mode_live_card', 'number'],
    );
    assert.match(result.message, /real card number/);
    assert.match(result.message, /test cards only/);
    assert.doesNotMatch(result.message, /4111/);
  });

  it('reports the first mistake in the order of a card form', () => {
    const codeOf = (entered: Partial<EnteredCard>) => {
      const result = checkCard({ ...GOOD, ...entered }, NOW_SECONDS, fingerprintOf);
      return isRefusal(result) ? result.code : undefined;
    };
    assert.equal(codeOf({ number: '4242', exp_month: 13, cvc: '9' }), 'incorrect_number');
    assert.equal(codeOf({ exp_month: 13, exp_year: 2020, cvc: '9' }), 'invalid_expiry_month');
    assert.equal(codeOf({ exp_month: 1, exp_year: 2020, cvc: '9' }), 'invalid_expiry_year');
    assert.equal(codeOf({ number: '4111111111111111', cvc: '9' }), 'invalid_cvc');
  });
});

describe('cardFromTemplate', () => {
  it('expires in the month of now, next year', () => {
    const card = cardFromTemplate(named('pm_card_mastercard_debit'), NOW_SECONDS, fingerprintOf);
    assert.deepEqual(card, {
      brand: 'mastercard',
      last4: '8210',
      exp_month: 6,
      exp_year: 2027,
      funding: 'debit',
      country: 'US',
      fingerprint: 'fingerprint of 5200828282828210',
      cvc_check: 'unchecked',
    });
  });

  it('is the same card as its number', () => {
    const { card } = accepted({});
    const template = cardFromTemplate(named('pm_card_us'), NOW_SECONDS, fingerprintOf);
    assert.equal(template.fingerprint, card.fingerprint);
  });

  it('gives cards without a number a fingerprint each', () => {
    const fingerprints = TEST_CARDS.filter(({ number }) => number === null).map(
      (card) => cardFromTemplate(card, NOW_SECONDS, fingerprintOf).fingerprint,
    );
    assert.equal(new Set(fingerprints).size, 4);
  });
});

describe('changes of a card', () => {
  const { card } = accepted({ number: '4000002500001001' });

  it('renews the expiry, in whole or in part', () => {
    assert.deepEqual(withExpiry(card, { exp_month: 3, exp_year: 36 }, NOW_SECONDS), {
      ...card,
      exp_month: 3,
      exp_year: 2036,
    });
    assert.deepEqual(withExpiry(card, { exp_year: 2035 }, NOW_SECONDS), { ...card, exp_year: 2035 });
    assert.deepEqual(withExpiry(card, {}, NOW_SECONDS), card);
  });

  it('refuses an expiry that no card has', () => {
    for (const [given, code] of [
      [{ exp_month: 13 }, 'invalid_expiry_month'],
      [{ exp_year: 2020 }, 'invalid_expiry_year'],
      [{ exp_month: 5, exp_year: 2026 }, 'invalid_expiry_month'],
    ] as const) {
      const result = withExpiry(card, given, NOW_SECONDS);
      assert.ok(isRefusal(result));
      assert.equal(result.code, code);
    }
  });

  it('keeps the preferred network, or that there is no such network', () => {
    const preferred = withPreferredNetwork(card, 'cartes_bancaires');
    assert.equal(preferred.preferred_network, 'cartes_bancaires');
    assert.equal(withPreferredNetwork(card, 'visa').preferred_network, 'visa');
    assert.equal(withPreferredNetwork(card, 'mastercard').preferred_network, 'invalid_preference');
    assert.deepEqual(withPreferredNetwork(preferred, null), card);
  });
});

describe('the checks of a card', () => {
  const address = { line1: 'Main Street 1', postal_code: '12345' };
  const checked = (name: string, given: typeof address | undefined, cvc: string | undefined = '123') => {
    const test_card = named(name);
    const { card } = accepted({ number: test_card.number ?? '', cvc });
    const after = withChecks(card, test_card, given);
    return [after.cvc_check, after.address_line1_check, after.address_postal_code_check];
  };
  const { card: without_cvc } = accepted({ cvc: null });
  const rows: readonly [string, (string | undefined)[], (string | undefined)[]][] = [
    ['pm_card_visa', ['pass', 'pass', 'pass'], ['pass', undefined, undefined]],
    ['pm_card_cvcCheckFail', ['fail', 'pass', 'pass'], ['fail', undefined, undefined]],
    ['pm_card_avsZipFail', ['pass', 'pass', 'fail'], ['pass', undefined, 'fail']],
    ['pm_card_avsZipFailElevatedRisk', ['pass', 'pass', 'fail'], ['pass', undefined, 'fail']],
    ['pm_card_avsLine1Fail', ['pass', 'fail', 'pass'], ['pass', 'fail', undefined]],
    ['pm_card_avsFail', ['pass', 'fail', 'fail'], ['pass', 'fail', 'fail']],
    ['pm_card_avsUnchecked', ['pass', 'unavailable', 'unavailable'], ['pass', 'unavailable', 'unavailable']],
  ];
  for (const [name, with_address, without_address] of rows) {
    it(name, () => {
      assert.deepEqual(checked(name, address), with_address);
      assert.deepEqual(checked(name, undefined), without_address);
    });
  }

  it('does not check a security code that was not given', () => {
    assert.equal('cvc_check' in withChecks(without_cvc, named('pm_card_cvcCheckFail'), address), false);
  });

  it('forgets what it said of an address that is gone', () => {
    const first = withChecks(without_cvc, named('pm_card_visa'), address);
    assert.deepEqual(withChecks(first, named('pm_card_visa'), undefined), without_cvc);
  });
});

describe('declines as refusals', () => {
  it('carries the decline code where there is one', () => {
    const refusal = attachRefusal(named('pm_card_visa_chargeDeclinedInsufficientFunds'));
    assert.deepEqual(refusal, {
      refused: true,
      status: 402,
      type: 'card_error',
      message: 'Your card has insufficient funds.',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    });
  });

  it('leaves it out where the code says all', () => {
    const refusal = attachRefusal(named('pm_card_chargeDeclinedExpiredCard'));
    assert.equal(refusal?.code, 'expired_card');
    assert.equal('decline_code' in (refusal ?? {}), false);
  });

  it('lets cards be attached that decline charges only', () => {
    const card = testCardByToken('tok_visa_chargeCustomerFailLostCard');
    assert.ok(card !== undefined && card.behaviour.kind === 'declines');
    assert.equal(attachRefusal(card), null);
    assert.equal(declineRefusal(card.behaviour.decline).decline_code, 'lost_card');
  });
});
