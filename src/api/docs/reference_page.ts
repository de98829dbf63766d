/** `/docs`: every operation with its parameters and an example, and every object with its members. */
import { DEFAULT_API_VERSION, OLDEST_API_VERSION } from '../../wire/api_version.js';
import { type ParameterRow, parameterRows } from '../../wire/parameters.js';
import { type Html, html } from '../kernel/html.js';
import type { Operation } from '../kernel/operation.js';
import { answerOf } from './answers.js';
import { curlCommand, exampleOf } from './examples.js';
import { isExtension, plainDescription } from './extension.js';
import { anchorOf, groupsOf } from './groups.js';
import { objectLink, objectSections } from './object_sections.js';
import { breakable, EXTENSION_BADGE, nameText, page, prose } from './page.js';
import { typeText } from './parameter_text.js';

export function referencePage(operations: readonly Operation[]): string {
  const groups = groupsOf(operations);
  const contents = html`<ul>
<li><a href="#basics">Basics</a></li>
${groups.map(
  ({ name, title, operations: own }) => html`<li><a href="#${name}">${title}</a>
<ul>${own.map((operation) => html`<li><a href="#${anchorOf(operation)}">${shortName(operation)}</a></li>`)}</ul></li>
`,
)}<li><a href="#objects">Objects</a></li>
</ul>`;
  const sections = groups.map(
    ({ name, title, operations: own }) => html`<section aria-labelledby="${name}">
<h2 id="${name}">${title}</h2>
${own.map(operationSection)}
</section>
`,
  );
  return page({ path: '/docs', contents, main: html`${basics()}${sections}${objectSections()}` });
}

function shortName(operation: Operation): Html {
  const { method, path } = operation;
  const rest = path.split('/').slice(3);
  const last = rest.at(-1);
  const of_one = last?.startsWith(':') ?? false;
  const usual = { GET: of_one ? 'retrieve' : 'list', POST: of_one ? 'update' : 'create', DELETE: 'delete' }[method];
  const name = last !== undefined && (!of_one || rest.length > 1) ? rest.slice(of_one ? -2 : -1).join('/') : usual;
  return html`<span class="method">${method}</span><span>${breakable(name)}</span>`;
}

function operationSection(operation: Operation): Html {
  const anchor = anchorOf(operation);
  const rows = parameterRows(operation.parameters);
  return html`<article aria-labelledby="${anchor}">
<h3 id="${anchor}"><span class="method ${operation.method.toLowerCase()}">${operation.method}</span> <code>${breakable(operation.path)}</code></h3>
<p>${operation.extension ? html`${EXTENSION_BADGE} ` : undefined}${prose(operation.summary)} Answers with ${answerText(operation)}.</p>
<h4>Parameters</h4>
<dl class="parameters">${rows.map(parameter)}</dl>
<h4>Example</h4>
<pre tabindex="0" role="region" aria-label="Example of ${operation.method} ${operation.path}"><code>${curlCommand(operation, exampleOf(operation))}</code></pre>
</article>
`;
}

function answerText(operation: Operation): Html {
  if (operation.media_type !== undefined) return html`<code>${operation.media_type}</code>`;
  const { objects, page: kind } = answerOf(operation);
  const links = objects.map((name, index) => html`${index === 0 ? '' : ' or '}${objectLink(name)}`);
  if (operation.streams) return html`a stream of ${links}`;
  if (kind === 'list') return html`a list of ${links}`;
  return kind === 'search_result' ? html`a page of ${links} that match` : html`${links}`;
}

function parameter(row: ParameterRow): Html {
  const description = plainDescription(row);
  return html`<div class="level-${Math.min(row.nesting, 3)}"><dt><code>${nameText(row.name)}</code> <span class="type">${typeText(row)}</span>${
    row.required ? html` <span class="badge required">Required</span>` : undefined
  }${isExtension(row) ? html` ${EXTENSION_BADGE}` : undefined}</dt>${
    description === undefined ? undefined : html`<dd>${prose(description)}</dd>`
  }</div>
`;
}

function basics(): Html {
  return html`<section aria-labelledby="basics">
<h2 id="basics">Basics</h2>
<p>Daybook answers at the paths, with the parameters and in the format of Stripe's API, so Stripe's own SDKs work with it: give them this address as their host. What Stripe does not have is marked ${EXTENSION_BADGE}.</p>
<p>The examples are for a shell in which two variables are set:</p>
<pre tabindex="0" role="region" aria-label="Variables of the examples"><code>export DAYBOOK=http://127.0.0.1:4242   # where this page comes from
export KEY=sk_test_…                   # a secret key</code></pre>
<dl class="facts">
<dt>Keys</dt><dd>Send the secret key as the user name of basic authentication, or as <code>Authorization: Bearer</code>. A test key sees test data only, a live key live data only.</dd>
<dt>Parameters</dt><dd>Form-encoded, nested in brackets: <code>a[b]=1</code>, <code>list[0]=x</code> or <code>list[]=x</code>. Unknown parameters are refused. An empty value unsets a parameter where that is allowed.</dd>
<dt>Idempotency</dt><dd>A POST with an <code>Idempotency-Key</code> can be repeated for 24 hours and is done once: repeats get the first answer, with <code>Idempotent-Replayed: true</code>.</dd>
<dt>Lists</dt><dd>Newest first, <code>limit</code> objects at a time (10 if not said). <code>has_more</code> tells whether there are more; ask for them with the last id as <code>starting_after</code>, or backwards with the first as <code>ending_before</code>.</dd>
<dt>Versions</dt><dd><code>Stripe-Version</code> chooses the API version, from <code>${OLDEST_API_VERSION}</code> on; without it, it is <code>${DEFAULT_API_VERSION}</code>.</dd>
<dt>Errors</dt><dd>A refused request changes nothing. Its answer is an ${objectLink('error')}; its <code>code</code>, if it has one, is among the <a href="/docs/error-codes">error codes</a>. Every answer names its request in <code>Request-Id</code>.</dd>
<dt>Health</dt><dd><code>GET /health</code> answers while the server runs, <code>GET /ready</code> while its database also answers and has room. Both need no key.</dd>
</dl>
</section>
`;
}
