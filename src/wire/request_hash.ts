/** What makes two requests the same: method and parameters, whatever order they were written in. */
import { createHash } from 'node:crypto';
import type { FormObject, FormValue } from './form.js';

export function requestHash(method: string, form: FormObject): string {
  return createHash('sha256').update(method).update(canonical(form)).digest('base64url').slice(0, 27);
}

function canonical(value: FormValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = [...value.keys()].sort().map((key) => `${JSON.stringify(key)}:${canonical(value.get(key) ?? '')}`);
  return `{${members.join(',')}}`;
}
