/**
 * What makes two requests the same: method and parameters, whatever order they were written in. Parameters can hold
 * the number of a test card, so the hash is keyed: nobody who reads the database can try out what was sent.
 */
import { hash } from 'node:crypto';
import type { FormObject, FormValue } from './form.js';

export function requestHash(installation_key: string, method: string, form: FormObject): string {
  return hash('sha256', `${installation_key}${method}${canonical(form)}`, 'base64url').slice(0, 27);
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
