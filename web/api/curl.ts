/** A request as a command for a terminal: what the dashboard does, anybody can repeat. */
import { formPairs } from './form.js';
import type { Mode, Request } from './http.js';

/** The session's key is not known here, so the command names a variable that has to hold it. */
export function curlOf(origin: string, mode: Mode, { method, path, fields = {}, idempotency_key }: Request): string {
  const flags = method === 'GET' ? ['-G'] : method === 'DELETE' ? ['-X DELETE'] : [];
  const pairs = formPairs(fields);
  const lines = [
    `curl ${[...(method === 'GET' && pairs.length === 0 ? [] : flags), quoted(`${origin}${path}`)].join(' ')}`,
    `-u "$DAYBOOK_${mode.toUpperCase()}_KEY:"`,
    ...(idempotency_key === undefined ? [] : [`-H ${quoted(`Idempotency-Key: ${idempotency_key}`)}`]),
    ...(method === 'POST' && pairs.length === 0 ? ['-X POST'] : []),
    ...pairs.map(([name, value]) => {
      const flag = /[&+%=\s]|[^\x20-\x7e]/.test(value) ? '--data-urlencode' : '-d';
      return `${flag} ${quoted(`${name}=${value}`)}`;
    }),
  ];
  return lines.join(' \\\n  ');
}

function quoted(text: string): string {
  return /^[\w.:/=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
