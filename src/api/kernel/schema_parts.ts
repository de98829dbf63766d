/** Parts that several objects show. */
import { about, integer, nullable, object, text, textMap } from './json_schema.js';

export const money = about(
  object({ currency: text, value: integer }),
  'An amount in the minor unit of a currency in lower case.',
);

export const address = object({
  city: nullable(text),
  country: nullable(text),
  line1: nullable(text),
  line2: nullable(text),
  postal_code: nullable(text),
  state: nullable(text),
});

const billed_person = {
  address: nullable(address),
  email: nullable(text),
  name: nullable(text),
  phone: nullable(text),
};

export const billing_details = object({ ...billed_person, tax_id: nullable(text) });

/** Those of a payment record. */
export const record_billing_details = object(billed_person);

export const radar_options = about(object({ session: text }), 'Where the client told the session of Radar.');

export const shipping = object(
  { address, carrier: nullable(text), phone: nullable(text), tracking_number: nullable(text) },
  { name: text },
);

export const metadata = about(textMap, 'The pairs of key and value that were attached to the object.');

export const created = 'When Daybook made the object.';
export const livemode = 'Whether the object belongs to live mode.';
