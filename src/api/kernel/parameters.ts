/** Parameters that several operations share. */
import { country, emailAddress } from '../../wire/contact_parameters.js';
import { currency, described, emptyable, hash, integer, required, singleLine, string } from '../../wire/parameters.js';

const address_members = {
  city: string(),
  country: string(),
  line1: string(),
  line2: string(),
  postal_code: string(),
  state: string(),
};

export const address = hash(address_members);

/** Where a bank sends its letters to: unlike other addresses it is compared with what the bank knows. */
const billing_address = hash({ ...address_members, country: country() });

const billed_person = {
  address: emptyable(billing_address),
  email: emptyable(emailAddress()),
  name: emptyable(string()),
  phone: emptyable(singleLine()),
};

export const billing_details = hash({ ...billed_person, tax_id: singleLine() });

/** Stripe's payment records have no tax id. */
export const record_billing_details = hash(billed_person);

export const radar_options = described(
  hash({ session: string() }),
  'What Radar calls the session of the browser; kept, and shown in `radar_options`.',
);

export const shipping_details = hash({ address, name: string(), phone: singleLine() });

/** Twelve digits, which is more than any currency's cards carry. A report tells what happened, so nothing else bounds it. */
const MAXIMUM_REPORTED = 999_999_999_999;

export const money = hash({
  currency: required(currency()),
  value: required(integer({ minimum: 1, maximum: MAXIMUM_REPORTED })),
});

type WithoutNulls<T> = { [K in keyof T]: Exclude<T[K], null> };

/** Where there is nothing yet to unset, an empty value says nothing. */
export function withoutNulls<T extends object>(value: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null)) as WithoutNulls<T>;
}
