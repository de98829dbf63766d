/** `/docs/error-codes` and `/docs/events`: the two catalogues. */

import { EVENT_TYPES, isStripeEventType } from '../../core/event_types.js';
import { ERROR_CODES } from '../../core/kernel/error_codes.js';
import { html } from '../kernel/html.js';
import { titleOf } from './groups.js';
import { breakable, EXTENSION_BADGE, type Page, prose } from './page.js';

/** `doc_url` of an error ends in this: its code, or its HTTP status where it has none. */
export function codeAnchor(explained: string | number): string {
  return typeof explained === 'number' ? `status-${explained}` : explained.replaceAll('_', '-');
}

export function errorCodesPage(): Page {
  const codes = Object.entries(ERROR_CODES).sort(([a], [b]) => (a < b ? -1 : 1));
  const contents = codes.map(([code]) => ({ id: codeAnchor(code), text: html`${breakable(code)}`, is_inner: false }));
  const main = html`<p>An error whose cause a program can act on carries one of these codes, and its <code>doc_url</code> leads to it here; that of other errors leads to their HTTP status. The <code>message</code> says more for people, and <code>param</code> names the parameter at fault.</p>
<dl class="catalogue">
${codes.map(([code, meaning]) => html`<div id="${codeAnchor(code)}"><dt><code>${code}</code></dt><dd>${prose(meaning)}</dd></div>\n`)}</dl>
<h2 id="statuses">HTTP statuses</h2>
<dl class="catalogue">
${STATUSES.map(([status, meaning]) => html`<div id="${codeAnchor(Number(status))}"><dt><code>${status}</code></dt><dd>${prose(meaning)}</dd></div>\n`)}</dl>
`;
  return { path: '/docs/error-codes', section: 'API reference', title: 'Error codes', contents, main };
}

const STATUSES: readonly (readonly [status: string, meaning: string])[] = [
  ['200', 'Done.'],
  ['400', 'A parameter is wrong, or the state of the object does not allow what was asked.'],
  ['401', 'There is no key, or it is not valid.'],
  ['402', 'The card was declined.'],
  ['403', 'The key lacks a permission.'],
  ['404', 'There is no such object or no such path.'],
  ['408', 'The request did not arrive completely in time.'],
  ['409', 'Another request with the same Idempotency-Key is running.'],
  ['413', 'The extensions of the chunks of a body are too long.'],
  ['417', 'The header `Expect` cannot be met.'],
  ['429', 'Too many requests. `Stripe-Rate-Limited-Reason` says which limit.'],
  ['431', 'The URL and the headers are too long.'],
  ['500', 'Something is wrong with Daybook. The log has more under the id in `Request-Id`.'],
  [
    '503',
    'The storage is full: nothing was changed, and reading goes on. Or the database cannot be reached, or is damaged.',
  ],
];

export function eventsPage(): Page {
  const types = Object.keys(EVENT_TYPES).sort() as (keyof typeof EVENT_TYPES)[];
  const families = [...new Set(types.map((type) => type.split('.')[0] ?? ''))];
  const contents = families.map((family) => ({ id: family, text: titleOf(family), is_inner: false }));
  const main = html`<p>Every change writes its events together with itself, so none is missing and none is about something that did not happen. An event shows the object as it was right after the change, for ever; of updates it also shows what was there before in <code>data.previous_attributes</code>. They are listed by <code>GET /v1/events</code>, where <code>type=customer.*</code> asks for a whole family.</p>
<p>Stripe has no events about payment records and webhook endpoints; those marked ${EXTENSION_BADGE} are Daybook's own, and are sent to the webhook endpoints that name them.</p>
${families.map(
  (family) => html`<section aria-labelledby="${family}">
<h2 id="${family}">${titleOf(family)}</h2>
<dl class="catalogue">
${types
  .filter((type) => type.startsWith(`${family}.`))
  .map(
    (type) =>
      html`<div id="${codeAnchor(type).replaceAll('.', '-')}"><dt><code>${breakable(type)}</code>${isStripeEventType(type) ? undefined : html` ${EXTENSION_BADGE}`}</dt><dd>${EVENT_TYPES[type]}</dd></div>\n`,
  )}</dl>
</section>
`,
)}`;
  return { path: '/docs/events', section: 'API reference', title: 'Types of events', contents, main };
}
