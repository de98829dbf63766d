/** Parameters of people and places: e-mail addresses, countries, and what stands on a payer's statement. */
import { domainToASCII } from 'node:url';
import { isCountry } from '../core/kernel/countries.js';
import { errors } from '../core/kernel/errors.js';
import { nameOf, refuse, type Schema, schemaOf } from './parameter_schema.js';
import { MAXIMUM_LENGTH, singleLine, string } from './parameter_types.js';
import { descriptorNotPrinted, descriptorOfSigns, descriptorWithoutLatin } from './refusals.js';

/** What stands before the @: parts with single dots between them, of letters of any script and what mail allows. */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** A label of a domain: it neither begins nor ends with a hyphen. */
const LABEL = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
/** In octets, as mail and the names of domains bound them. */
const MAXIMUM_LOCAL_PART = 64;
const MAXIMUM_LABEL = 63;
const MAXIMUM_ADDRESS = 254;
/** No domain of the top is a number or a single letter. */
const TOP_LABEL = /^(?:xn--[0-9a-z-]+|[\p{L}\p{M}]{2,})$/iu;

/** An address that mail can be sent to, as it is written: nothing is trimmed or folded. */
export function emailAddress(maximum_length = MAXIMUM_LENGTH): Schema<string, false> {
  const { read } = string({ maximum_length });
  return schemaOf(
    'string',
    (value, parent, name, reader) => {
      const text = read(value, parent, name, reader);
      if (text === undefined || isEmailAddress(text)) return text;
      return refuse(reader, errors.invalidEmail(nameOf(parent, name), text));
    },
    { maximum_length },
  );
}

function isEmailAddress(text: string): boolean {
  // Characters that only look like others, such as full-width ones, are others to mail.
  if (text.normalize('NFKC') !== text.normalize('NFC')) return false;
  const at = text.lastIndexOf('@');
  const local_part = text.slice(0, Math.max(0, at));
  const domain = text.slice(at + 1);
  const labels = domain.split('.');
  return (
    LOCAL_PART.test(local_part) &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    TOP_LABEL.test(labels.at(-1) ?? '') &&
    isShortEnough(local_part, domain)
  );
}

/** A domain in other scripts is as long as what stands for it in ASCII; none stands for what can be no domain. */
function isShortEnough(local_part: string, domain: string): boolean {
  const local_octets = Buffer.byteLength(local_part);
  const ascii = domainToASCII(domain);
  return (
    ascii !== '' &&
    ascii.split('.').every((label) => label.length <= MAXIMUM_LABEL) &&
    local_octets <= MAXIMUM_LOCAL_PART &&
    local_octets + 1 + ascii.length <= MAXIMUM_ADDRESS
  );
}

/** The code of a country, in upper case; lower case is accepted. */
export function country(): Schema<string, false> {
  const { read } = string();
  return schemaOf('string', (value, parent, name, reader) => {
    const text = read(value, parent, name, reader);
    if (text === undefined) return undefined;
    const code = /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : '';
    return isCountry(code) ? code : refuse(reader, errors.invalidCountry(nameOf(parent, name), text));
  });
}

/** A part of what the payer's bank prints. Not all banks print anything but Latin letters, so there must be one. */
export function statementDescriptor(): Schema<string, false> {
  const { read, ...schema } = singleLine({
    maximum_length: 22,
    pattern: /^[^<>\\'"*]+$/,
    pattern_refusal: descriptorOfSigns,
  });
  return {
    ...schema,
    read: (value, parent, name, reader) => {
      const text = read(value, parent, name, reader);
      if (text === undefined) return undefined;
      // What is not printed, such as a mark of direction, would change how the rest is.
      const is_printed = !/\p{Cf}/u.test(text);
      if (is_printed && /[A-Za-zÀ-ÖØ-öø-ÿ]/.test(text)) return text;
      const param = nameOf(parent, name);
      return refuse(reader, is_printed ? descriptorWithoutLatin(param) : descriptorNotPrinted(param));
    },
  };
}
