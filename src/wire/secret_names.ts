/** Parameters whose values are secret, or are card and account numbers: also such as no operation has. */

/** In letters alone: `security-code`, `securityCode` and `Security_Code_2` are one name. */
const NAMES: ReadonlySet<string> = new Set([
  'accountno',
  'accountnumber',
  'apikey',
  'cardnumber',
  'cardno',
  'ccnumber',
  'iban',
  'idnumber',
  'key',
  'magstripe',
  'number',
  'pan',
  'pin',
  'pinblock',
  'pincode',
  'trackdata',
]);
/** What the names of codes and passwords end with, whatever they are the codes of. */
const ENDINGS =
  /(?:cid|csc|cvc|cvd|cvn|cvv|cav|cavv|cryptogram|(?:cvc|cvv|card|cardsecurity|cardverification|security|verification)(?:code|value|number|no)|cardpin|password|passwd|passphrase|secret)$/;
/** Too short to be looked for anywhere but between other words. */
const WORD = /(?<!\p{L})(?:pan|pin)(?!\p{L})/iu;
const LONGEST = 100;

/** What is known of names, since requests have the same ones again and again; forgotten where somebody makes them up. */
const KNOWN = new Map<string, boolean>();
const MOST_KNOWN = 1_000;

export function isSecretName(name: string): boolean {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const is_secret = isSecret(name);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  if (name.length <= LONGEST) KNOWN.set(name, is_secret);
  return is_secret;
}

function isSecret(name: string): boolean {
  const lower = name.slice(0, LONGEST).normalize('NFKC').toLowerCase();
  const letters = lower.replace(/[^\p{L}]+/gu, '');
  return NAMES.has(letters) || ENDINGS.test(letters) || WORD.test(lower);
}
