/** Fields as the form that Stripe's protocol speaks: `a[b]=c`, `list[]=x`. */

export type FieldValue = string | number | boolean | readonly FieldValue[] | { readonly [name: string]: FieldValue };
/** What is undefined is not sent. */
export type Fields = { readonly [name: string]: FieldValue | undefined };

/** The pairs in the order of the fields; elements that are hashes are numbered, others repeat `[]`. */
export function formPairs(fields: Fields): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : pairsOf(name, value)));
}

export function formText(fields: Fields): string {
  return formPairs(fields)
    .map(([name, value]) => `${encodeName(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

function pairsOf(name: string, value: FieldValue): [string, string][] {
  if (isList(value)) {
    return value.flatMap((element, index) => pairsOf(`${name}[${typeof element === 'object' ? index : ''}]`, element));
  }
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => pairsOf(`${name}[${key}]`, inner));
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

/** Brackets stay readable; they need no escaping in the places where forms are sent. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']');
}
