/** `/docs`: how to ask, and everything that can be read here. */
import { DEFAULT_API_VERSION, OLDEST_API_VERSION } from '../../wire/api_version.js';
import { type Html, html } from '../kernel/html.js';
import { EXTENSION_BADGE, type Page, SECTIONS } from './page.js';

export function startPage(pages: readonly Page[]): Page {
  const lists = SECTIONS.map((section) => {
    const id = section.toLowerCase().replaceAll(' ', '-');
    const own = pages.filter((page) => page.section === section);
    return {
      id,
      section,
      list: html`<ul class="pages">${own.map(({ path, title }) => html`<li><a href="${path}">${title}</a></li>\n`)}</ul>`,
    };
  });
  return {
    path: '/docs',
    section: undefined,
    title: 'Documentation',
    contents: [
      { id: 'basics', text: 'Basics', is_inner: false },
      ...lists.map(({ id, section }) => ({ id, text: section, is_inner: false })),
    ],
    main: html`<p>All of it is about the release that serves it, and all of it is searched by the field above.</p>
${basics()}${lists.map(
  ({ id, section, list }) => html`<section aria-labelledby="${id}">
<h2 id="${id}">${section}</h2>
${list}
</section>
`,
)}`,
  };
}

function basics(): Html {
  return html`<section aria-labelledby="basics">
<h2 id="basics">Basics</h2>
<p>Daybook answers at the paths, with the parameters and in the format of Stripe's API, so Stripe's own SDKs work with it: give them this address as their host. What Stripe does not have is marked ${EXTENSION_BADGE}.</p>
<p>The examples are for a shell in which two variables are set:</p>
<pre tabindex="0" role="region" aria-label="Variables of the examples"><code>export DAYBOOK=http://127.0.0.1:4242   # where this page comes from
export KEY=sk_test_…                   # your test key</code></pre>
<dl class="facts">
<dt>Keys</dt><dd>Send the secret key as the user name of basic authentication, or as <code>Authorization: Bearer</code>. A test key sees test data only, a live key live data only.</dd>
<dt>Parameters</dt><dd>Form-encoded, nested in brackets: <code>a[b]=1</code>, <code>list[0]=x</code> or <code>list[]=x</code>. Unknown parameters are refused. An empty value unsets a parameter where that is allowed.</dd>
<dt>Idempotency</dt><dd>A POST with an <code>Idempotency-Key</code> can be repeated for 24 hours and is done once: repeats get the first answer, with <code>Idempotent-Replayed: true</code>.</dd>
<dt>Lists</dt><dd>Newest first, <code>limit</code> objects at a time (10 if not said). <code>has_more</code> tells whether there are more; ask for them with the last id as <code>starting_after</code>, or backwards with the first as <code>ending_before</code>.</dd>
<dt>Versions</dt><dd><code>Stripe-Version</code> chooses the API version, from <code>${OLDEST_API_VERSION}</code> on; without it, it is <code>${DEFAULT_API_VERSION}</code>.</dd>
<dt>Errors</dt><dd>A refused request changes nothing. Its answer is an <a href="/docs/api/objects#object-error"><code>error</code></a>; its <code>code</code>, if it has one, is among the <a href="/docs/error-codes">error codes</a>. Every answer names its request in <code>Request-Id</code>.</dd>
<dt>Health</dt><dd><code>GET /health</code> answers while the server runs, <code>GET /ready</code> while its database also answers and has room. Both need no key.</dd>
</dl>
</section>
`;
}
