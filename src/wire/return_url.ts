/**
 * The parameter `return_url`: where a payer's browser is sent once it is done. Pages of the web, and apps by a scheme of
 * their own; nothing that would run or show something in the place of Daybook's page.
 */
import { nameOf, refuse, type Schema, schemaOf } from './parameter_schema.js';
import { MAXIMUM_LENGTH, string } from './parameter_types.js';
import { noScheme } from './refusals.js';

const REFUSED_SCHEMES: ReadonlySet<string> = new Set([
  'about:',
  'blob:',
  'data:',
  'file:',
  'filesystem:',
  'javascript:',
  'vbscript:',
  'view-source:',
]);

export function returnUrl(): Schema<string, false> {
  const { read } = string();
  return schemaOf(
    'string',
    (value, parent, name, reader) => {
      const text = read(value, parent, name, reader);
      if (text === undefined || isReturnUrl(text)) return text;
      return refuse(reader, noScheme(nameOf(parent, name)));
    },
    { maximum_length: MAXIMUM_LENGTH },
  );
}

function isReturnUrl(text: string): boolean {
  // A URL is read without its whitespace, which would make what is checked another text than what is sent.
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  return !REFUSED_SCHEMES.has(new URL(text).protocol);
}

/** The URL with parameters in the place of those that it has of the same names; the others stay as they are written. */
export function withQuery(return_url: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(return_url);
  const others = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(parameters, nameIn(pair)));
  url.search = [...others, new URLSearchParams(parameters).toString()].join('&');
  return url.href;
}

function nameIn(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}
