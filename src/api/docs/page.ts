/** Pages of the documentation: the frame around every page, and what their texts have in common. */
import { type Html, html } from '../kernel/html.js';

/** Text in which `code` stands between backticks. */
export function prose(text: string): Html {
  const parts = text.split('`').map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
  return html`${parts}`;
}

/** A name in which a line may break before a bracket or a dot and after an underscore; what it lies in is set back. */
export function nameText(name: string): Html {
  const last = Math.max(name.lastIndexOf('['), name.lastIndexOf('.'), 0);
  const outer = last === 0 ? undefined : html`<span class="outer">${breakable(name.slice(0, last))}</span><wbr>`;
  return html`${outer}${breakable(name.slice(last))}`;
}

export function breakable(name: string): Html[] {
  return name.split(/(?<=_)|(?=[[./])/).map((part, index) => html`${index === 0 ? undefined : html`<wbr>`}${part}`);
}

/** Marks what Daybook offers and Stripe does not. */
export const EXTENSION_BADGE = html`<span class="badge extension">Extension</span>`;

/** What pages belong to, in the order in which readers are offered them. */
export const SECTIONS = ['Guides', 'API reference', 'Operating', 'Compatibility', 'Decisions'] as const;
export type SectionName = (typeof SECTIONS)[number];

export interface Page {
  readonly path: string;
  /** None for the start and for what was searched. */
  readonly section: SectionName | undefined;
  readonly title: string;
  /** What leads to the parts of the page. */
  readonly contents: readonly Place[];
  readonly main: Html;
}

interface Place {
  readonly id: string;
  readonly text: string | Html;
  readonly is_inner: boolean;
}

/** A page with its frame; `searched` is what the field for a search shows. */
export function framed({ path, section, title, contents, main }: Page, pages: readonly Page[], searched = ''): string {
  const sections = SECTIONS.flatMap((name) => {
    const first = pages.find((other) => other.section === name);
    if (first === undefined) return [];
    const current = name === section ? html` aria-current="true"` : undefined;
    return [html`<a href="${first.path}"${current}>${name}</a>`];
  });
  const beside = pages.filter((other) => other.section === section && section !== undefined);
  const places = html`<ul>${contents.map(
    ({ id, text, is_inner }) =>
      html`<li${is_inner ? html` class="inner"` : undefined}><a href="#${id}">${text}</a></li>\n`,
  )}</ul>`;
  const around = html`<ul>${
    beside.length === 0
      ? html`<li>${places}</li>`
      : beside.map((other) =>
          other.path === path
            ? html`<li><a href="${other.path}" aria-current="page">${other.title}</a>\n${places}</li>\n`
            : html`<li><a href="${other.path}">${other.title}</a></li>\n`,
        )
  }</ul>`;
  const has_contents = beside.length > 0 || contents.length > 0;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Daybook</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="brand" href="/">Daybook</a>
<nav aria-label="Sections"><a href="/docs">Start</a>${sections}<a href="/openapi.json">OpenAPI</a><a href="/dashboard">Dashboard</a></nav>
<form action="/docs/search" role="search"><input type="search" name="q" value="${searched}" aria-label="Search the documentation" placeholder="Search" required maxlength="${MAXIMUM_SEARCHED}"></form>
</header>
<div class="columns">
${
  has_contents
    ? html`<details class="contents narrow">
<summary>Contents</summary>
<nav aria-label="Contents">${around}</nav>
</details>
<nav class="contents wide" aria-label="Contents">${around}</nav>`
    : html`<div></div>`
}
<main id="main" tabindex="-1">
<h1>${title}</h1>
${main}
</main>
</div>
</body>
</html>
`.text;
}

/** Of what is searched for. */
export const MAXIMUM_SEARCHED = 200;
