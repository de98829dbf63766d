/** The reference: a page for each resource, with its operations and its objects, and one for the objects of no resource. */
import { jsonText } from '../../wire/json_text.js';
import { type ParameterRow, parameterRows } from '../../wire/parameters.js';
import { type Html, html } from '../kernel/html.js';
import type { Operation } from '../kernel/operation.js';
import { answerOf } from './answers.js';
import { exampleAnswer } from './example_answer.js';
import { curlCommand, exampleOf } from './examples.js';
import { isExtension, plainDescription } from './extension.js';
import { anchorOf, type Group, groupsOf } from './groups.js';
import { objectAnchor, objectLink, objectSection, type PathOfObject } from './object_sections.js';
import { breakable, EXTENSION_BADGE, nameText, type Page, prose } from './page.js';
import { typeText } from './parameter_text.js';
import { OBJECTS, type ObjectName } from './schemas.js';

const OBJECT_NAMES = Object.keys(OBJECTS).sort() as ObjectName[];
const OTHER_OBJECTS = '/docs/api/objects';

export function referencePages(operations: readonly Operation[]): Page[] {
  const groups = groupsOf(operations);
  const pathOf = (name: ObjectName): string => {
    const home = homeOf(name, groups);
    return home === undefined ? OTHER_OBJECTS : pathOfGroup(home);
  };
  return [...groups.map((group) => groupPage(group, pathOf)), otherObjectsPage(pathOf)];
}

export function referencePaths(operations: readonly Operation[]): string[] {
  return [...groupsOf(operations).map(pathOfGroup), OTHER_OBJECTS];
}

function pathOfGroup({ name }: Pick<Group, 'name'>): string {
  return `/docs/api/${name}`;
}

/** The resource that is called as the object is, or else the only one that answers with it. */
function homeOf(object: ObjectName, groups: readonly Group[]): Group | undefined {
  const named = groups.find(({ name }) => name === `${object}s`);
  const answering = groups.filter(({ operations }) =>
    operations.some((operation) => answerOf(operation).objects.includes(object)),
  );
  return named ?? (answering.length === 1 ? answering[0] : undefined);
}

function groupPage(group: Group, pathOf: PathOfObject): Page {
  const path = pathOfGroup(group);
  const objects = OBJECT_NAMES.filter((name) => pathOf(name) === path);
  return {
    path,
    section: 'API reference',
    title: group.title,
    contents: [
      ...group.operations.map((each) => ({ id: anchorOf(each), text: shortName(each), is_inner: false })),
      ...objects.map((name) => ({ id: objectAnchor(name), text: objectName(name), is_inner: false })),
    ],
    main: html`<h2 id="operations">Operations</h2>
${group.operations.map((each) => operationSection(each, pathOf))}${objectSections(objects, pathOf)}`,
  };
}

function otherObjectsPage(pathOf: PathOfObject): Page {
  const objects = OBJECT_NAMES.filter((name) => pathOf(name) === OTHER_OBJECTS);
  return {
    path: OTHER_OBJECTS,
    section: 'API reference',
    title: 'Other objects',
    contents: objects.map((name) => ({ id: objectAnchor(name), text: objectName(name), is_inner: false })),
    main: html`<p>Objects that stand in others, and those that many operations answer with.</p>${objectSections(objects, pathOf)}`,
  };
}

function objectName(name: ObjectName): Html {
  return html`<span class="method">object</span><span>${breakable(name)}</span>`;
}

function objectSections(names: readonly ObjectName[], pathOf: PathOfObject): Html {
  if (names.length === 0) return html``;
  return html`<h2 id="objects">${names.length === 1 ? 'The object' : 'The objects'}</h2>
<p>Members are always there, with <code>null</code> where there is nothing to say, except those marked optional. A member that is always <code>null</code> is there because Stripe's object has it. Amounts are in the minor unit of their currency.</p>
${names.map((name) => objectSection(name, pathOf))}`;
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

function operationSection(operation: Operation, pathOf: PathOfObject): Html {
  const anchor = anchorOf(operation);
  const rows = parameterRows(operation.parameters);
  const answer = exampleAnswer(operation);
  const shown = `${operation.method} ${operation.path}`;
  return html`<article aria-labelledby="${anchor}">
<h3 id="${anchor}"><span class="method ${operation.method.toLowerCase()}">${operation.method}</span> <code>${breakable(operation.path)}</code></h3>
<p>${operation.extension ? html`${EXTENSION_BADGE} ` : undefined}${prose(operation.summary)} Answers with ${answerText(operation, pathOf)}.</p>
<h4>Parameters</h4>
<dl class="parameters">${rows.map(parameter)}</dl>
<h4>Example</h4>
<pre tabindex="0" role="region" aria-label="Example of ${shown}"><code>${curlCommand(operation, exampleOf(operation))}</code></pre>
${
  answer === undefined
    ? undefined
    : html`<h4>Answer, with values that are made up</h4>
<pre class="answer" tabindex="0" role="region" aria-label="Answer of ${shown}"><code>${jsonText(answer)}</code></pre>
`
}</article>
`;
}

function answerText(operation: Operation, pathOf: PathOfObject): Html {
  if (operation.media_type !== undefined) return html`<code>${operation.media_type}</code>`;
  const { objects, page: kind } = answerOf(operation);
  const links = objects.map((name, index) => html`${index === 0 ? '' : ' or '}${objectLink(name, pathOf)}`);
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
