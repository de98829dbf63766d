/** A card that another processor keeps (extension): what it is, for lists and reports, and nothing that could pay. */
import { isCountry } from '../../../core/kernel/countries.js';
import { errors, type Refusal } from '../../../core/kernel/errors.js';
import { CARD_BRANDS, CARD_FUNDINGS, type CardDetails, mayKeepFirst } from '../../../core/payments/cards.js';
import type { DescribedCard } from '../../../core/payments/payment_method/create.js';
import { binTooLong } from '../../../core/payments/payment_method/refusals.js';
import { described, enumeration, hash, integer, type Parsed, required, string } from '../../../wire/parameters.js';

export const described_card = described(
  hash({
    brand: required(enumeration(CARD_BRANDS)),
    last4: required(string({ pattern: /^\d{4}$/ })),
    exp_month: required(integer({ minimum: 1, maximum: 12 })),
    exp_year: described(required(integer({ minimum: 1990, maximum: 2099 })), 'Of four digits; it may be over.'),
    bin: described(
      string({ pattern: /^\d{6}(?:\d{2})?$/ }),
      'The first six digits; or eight, where numbers of that beginning have sixteen.',
    ),
    funding: enumeration(CARD_FUNDINGS),
    country: described(string({ pattern: /^[A-Z]{2}$/ }), 'Of its issuer, two letters.'),
  }),
  'Extension: a card that another processor keeps, in either mode. It can be reported as paid with, and not charged here.',
);

export function describedCard(given: Parsed<typeof described_card>): DescribedCard | Refusal {
  const { bin, brand, country, funding, ...rest } = given;
  if (bin !== undefined && !mayKeepFirst(bin)) return binTooLong('daybook[card][bin]');
  if (country !== undefined && !isCountry(country)) return errors.invalidCountry('daybook[card][country]', country);
  const card: CardDetails = {
    brand,
    ...rest,
    funding: funding ?? 'unknown',
    ...(bin === undefined ? {} : { bin }),
    ...(country === undefined ? {} : { country }),
  };
  return { card, kept_elsewhere: true };
}
