/** The objects of answers, with their members, as sections of the pages of the reference. */

import { type Html, html } from '../kernel/html.js';
import type { JsonSchema } from '../kernel/json_schema.js';
import { EXTENSION_BADGE, nameText, prose } from './page.js';
import { OBJECTS, type ObjectName } from './schemas.js';

const REFERENCE = '#/components/schemas/';

export function objectAnchor(name: string): string {
  return `object-${name.replaceAll('_', '-')}`;
}

/** The page that describes an object. */
export type PathOfObject = (name: ObjectName) => string;

export function objectLink(name: ObjectName, pathOf: PathOfObject): Html {
  return html`<a href="${pathOf(name)}#${objectAnchor(name)}"><code>${name}</code></a>`;
}

export function objectSection(name: ObjectName, pathOf: PathOfObject): Html {
  const schema: JsonSchema = OBJECTS[name];
  const anchor = objectAnchor(name);
  const badge = schema['x-daybook-extension'] ? html`${EXTENSION_BADGE} ` : undefined;
  return html`<article aria-labelledby="${anchor}">
<h3 id="${anchor}"><code>${name}</code></h3>
<p>${badge}${prose(schema.description ?? '')}</p>
<dl class="parameters">${members(schema, pathOf, '', 0)}</dl>
</article>
`;
}

function members(schema: JsonSchema, pathOf: PathOfObject, prefix: string, nesting: number): Html[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const optional = !(schema.required ?? []).includes(name);
    const line = html`<div class="level-${Math.min(nesting, 3)}"><dt><code>${nameText(path)}</code> <span class="type">${typeOf(member, pathOf)}${
      optional ? ', optional' : ''
    }</span></dt>${member.description === undefined ? undefined : html`<dd>${prose(member.description)}</dd>`}</div>
`;
    const [inside, separator] = innerOf(member);
    return [line, ...members(inside, pathOf, `${path}${separator}`, nesting + 1)];
  });
}

/** The object whose members are shown below a member, if it has any. */
function innerOf(schema: JsonSchema): readonly [JsonSchema, string] {
  if (schema.items !== undefined) return [schema.items, '[].'];
  const inside = schema.anyOf?.find((choice) => choice.properties !== undefined);
  return [inside ?? schema, '.'];
}

function typeOf(schema: JsonSchema, pathOf: PathOfObject): Html {
  if (schema.$ref !== undefined) return referenceText(schema.$ref.slice(REFERENCE.length), pathOf);
  if (schema.anyOf !== undefined) {
    return html`${schema.anyOf.map((choice, index) => html`${index === 0 ? '' : ' or '}${typeOf(choice, pathOf)}`)}`;
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

function referenceText(name: string, pathOf: PathOfObject): Html {
  return name in OBJECTS ? objectLink(name as ObjectName, pathOf) : html`${name}`;
}
