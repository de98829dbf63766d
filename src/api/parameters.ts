/** Parameters that several operations share. */
import { currency, emptyable, hash, integer, required, string } from '../wire/parameters.js';

export const address = hash({
  city: string(),
  country: string(),
  line1: string(),
  line2: string(),
  postal_code: string(),
  state: string(),
});

export const billing_details = hash({
  address: emptyable(address),
  email: emptyable(string()),
  name: emptyable(string()),
  phone: emptyable(string()),
  tax_id: string(),
});

export const shipping_details = hash({ address, name: string(), phone: string() });

export const money = hash({ currency: required(currency()), value: required(integer({ minimum: 1 })) });
