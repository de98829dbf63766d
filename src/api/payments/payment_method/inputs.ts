/**
 * Cards as requests carry them, reduced to what may be kept. It happens here and not in the rules, since it needs the
 * secret of fingerprints and since a command is written down: a card's number ends in this file.
 */
import { fingerprintWith } from '../../../app/fingerprint.js';
import { errors, isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { type FingerprintOf, PREFERRED_NETWORKS, withPreferredNetwork } from '../../../core/payments/cards.js';
import type { NamedPaymentMethod } from '../../../core/payments/payment_method/attachment.js';
import type { ReducedCard } from '../../../core/payments/payment_method/create.js';
import { noVault } from '../../../core/payments/payment_method/refusals.js';
import { CARDS } from '../../../core/payments/processor/registry.js';
import { described, enumeration, hash, integer, type Parsed, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';

export const preferred_network = enumeration(PREFERRED_NETWORKS);

export const card = hash({
  number: described(string(), 'Test mode only, and a test card only: Daybook is no card vault.'),
  exp_month: integer(),
  exp_year: integer(),
  cvc: string(),
  token: described(string(), 'Test mode only: the name of a test card, such as tok_visa.'),
  networks: hash({ preferred: preferred_network }),
});

/** `param` is where the card stands in the request. */
export function reducedCard(call: Call, given: Parsed<typeof card>, param = 'card'): ReducedCard | Refusal {
  const reduced =
    given.token === undefined ? enteredCard(call, given, param) : tokenCard(call, given, given.token, param);
  const preferred = given.networks?.preferred;
  if (isRefusal(reduced) || preferred === undefined) return reduced;
  return { ...reduced, card: withPreferredNetwork(reduced.card, preferred) };
}

function enteredCard(call: Call, given: Parsed<typeof card>, param: string): ReducedCard | Refusal {
  const { number, exp_month, exp_year, cvc } = given;
  if (number === undefined) return errors.missing(`${param}[number]`);
  if (call.livemode) return noVault(`${param}[number]`);
  if (exp_month === undefined) return errors.missing(`${param}[exp_month]`);
  if (exp_year === undefined) return errors.missing(`${param}[exp_year]`);
  return CARDS.entered({ number, exp_month, exp_year, cvc }, call.now, fingerprintOf(call));
}

function tokenCard(call: Call, given: Parsed<typeof card>, token: string, param: string): ReducedCard | Refusal {
  for (const name of ['number', 'exp_month', 'exp_year', 'cvc'] as const) {
    if (given[name] !== undefined)
      return errors.exclusive([`${param}[${name}]`, `${param}[token]`], `${param}[${name}]`);
  }
  const named = call.livemode ? undefined : CARDS.token(token, call.now, fingerprintOf(call));
  return named ?? errors.noSuchReference('token', token, `${param}[token]`);
}

function fingerprintOf({ store }: Call): FingerprintOf {
  return fingerprintWith(store.fingerprint_key);
}

/** The card behind the name of a template such as `pm_card_visa`; in live mode there are no templates. */
export function templateCard(call: Call, name: string): ReducedCard | undefined {
  return call.livemode ? undefined : CARDS.template(name, call.now, fingerprintOf(call));
}

/** A payment method to be attached: a stored one, or a template, of which attaching makes a new one. */
export function namedPaymentMethod(call: Call, name: string): NamedPaymentMethod {
  return { name, template: templateCard(call, name) };
}
