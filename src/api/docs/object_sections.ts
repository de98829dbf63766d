/** The objects of answers, with their members, as sections of the reference. */

import { type Html, html } from '../kernel/html.js';
import type { JsonSchema } from '../kernel/json_schema.js';
import { EXTENSION_BADGE, nameText, prose } from './page.js';
import { OBJECTS, type ObjectName } from './schemas.js';

const NAMES = Object.keys(OBJECTS).sort() as ObjectName[];
const REFERENCE = '#/components/schemas/';

function objectAnchor(name: string): string {
  return `object-${name.replaceAll('_', '-')}`;
}

export function objectLink(name: ObjectName): Html {
  return html`<a href="#${objectAnchor(name)}"><code>${name}</code></a>`;
}

export function objectSections(): Html {
  return html`<section aria-labelledby="objects">
<h2 id="objects">Objects</h2>
<p>Members are always there, with <code>null</code> where there is nothing to say, except those marked optional. A member that is always <code>null</code> is there because Stripe's object has it. Amounts are hashes of <code>currency</code> and <code>value</code>, in the currency's minor unit.</p>
${NAMES.map((name) => objectSection(name, OBJECTS[name]))}
</section>
`;
}

function objectSection(name: ObjectName, schema: JsonSchema): Html {
  const anchor = objectAnchor(name);
  const badge = schema['x-daybook-extension'] ? html`${EXTENSION_BADGE} ` : undefined;
  return html`<article aria-labelledby="${anchor}">
<h3 id="${anchor}"><code>${name}</code></h3>
<p>${badge}${prose(schema.description ?? '')}</p>
<dl class="parameters">${members(schema, '', 0)}</dl>
</article>
`;
}

function members(schema: JsonSchema, prefix: string, nesting: number): Html[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const optional = !(schema.required ?? []).includes(name);
    const line = html`<div class="level-${Math.min(nesting, 3)}"><dt><code>${nameText(path)}</code> <span class="type">${typeOf(member)}${
      optional ? ', optional' : ''
    }</span></dt>${member.description === undefined ? undefined : html`<dd>${prose(member.description)}</dd>`}</div>
`;
    const [inside, separator] = innerOf(member);
    return [line, ...members(inside, `${path}${separator}`, nesting + 1)];
  });
}

/** The object whose members are shown below a member, if it has any. */
function innerOf(schema: JsonSchema): readonly [JsonSchema, string] {
  if (schema.items !== undefined) return [schema.items, '[].'];
  const inside = schema.anyOf?.find((choice) => choice.properties !== undefined);
  return [inside ?? schema, '.'];
}

function typeOf(schema: JsonSchema): Html {
  if (schema.$ref !== undefined) return referenceText(schema.$ref.slice(REFERENCE.length));
  if (schema.anyOf !== undefined) {
    return html`${schema.anyOf.map((choice, index) => html`${index === 0 ? '' : ' or '}${typeOf(choice)}`)}`;
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined && schema.enum.length < 10) {
    return html`${schema.enum.map((value) => value ?? 'null').join(' | ')}`;
  }
  const names = [schema.type ?? 'anything'].flat() as string[];
  return html`${names.map((name) => worded(name, schema)).join(' or ')}`;
}

function worded(type: string, schema: JsonSchema): string {
  if (type === 'integer' && schema.format === 'unix-time') return 'Unix seconds';
  if (type === 'object') return schema.properties === undefined ? 'keys and values' : 'hash';
  return type;
}

function referenceText(name: string): Html {
  return name in OBJECTS ? objectLink(name as ObjectName) : html`${name}`;
}
