/**
 * What makes two requests the same: method and parameters, whatever order they were written in. These and idempotency
 * keys can hold the number of a card, so hashes are keyed: nobody who reads the database can try out what was sent.
 */
import { hash } from 'node:crypto';
import type { FormObject, FormValue } from './form.js';

export function requestHash(installation_key: string, method: string, form: FormObject): string {
  return hash('sha256', `${installation_key}${method}${canonical(form)}`, 'base64url').slice(0, 27);
}

/**
 * What stands for an idempotency key where answers are kept: people have put card numbers and addresses into keys. It
 * begins as no key may, so that nobody can send one that is taken for another.
 */
export function keptUnder(installation_key: string, key: string): string {
  return `→${hash('sha256', `${installation_key}idempotency key${key}`, 'base64url')}`;
}

/** Every text with its length before it, so that no two forms are written alike. */
function canonical(value: FormValue): string {
  if (typeof value === 'string') return `${value.length}:${value}`;
  let text = '';
  if (Array.isArray(value)) {
    for (const element of value) text += canonical(element);
    return `[${text}]`;
  }
  for (const name of [...value.keys()].sort()) text += `${name.length}:${name}${canonical(value.get(name) ?? '')}`;
  return `{${text}}`;
}
