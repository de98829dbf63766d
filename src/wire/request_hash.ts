/** What makes two requests the same: method and parameters, whatever order they were written in. */
import { hash } from 'node:crypto';
import type { FormObject, FormValue } from './form.js';

export function requestHash(method: string, form: FormObject): string {
  return hash('sha256', method + canonical(form), 'base64url').slice(0, 27);
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
