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

const PAGES = [
  { path: '/docs', title: 'API reference' },
  { path: '/docs/events', title: 'Events' },
  { path: '/docs/error-codes', title: 'Error codes' },
] as const;

type PagePath = (typeof PAGES)[number]['path'];

export interface PageContent {
  readonly path: PagePath;
  /** What leads to the parts of the page. */
  readonly contents: Html;
  readonly main: Html;
}

export function page({ path, contents, main }: PageContent): string {
  const title = PAGES.find((other) => other.path === path)?.title ?? '';
  const links = PAGES.map((other) =>
    other.path === path
      ? html`<a href="${other.path}" aria-current="page">${other.title}</a>`
      : html`<a href="${other.path}">${other.title}</a>`,
  );
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
<a class="brand" href="/docs">Daybook</a>
<nav aria-label="Pages">${links}<a href="/openapi.json">OpenAPI</a></nav>
</header>
<div class="columns">
<details class="contents narrow">
<summary>On this page</summary>
<nav aria-label="On this page">${contents}</nav>
</details>
<nav class="contents wide" aria-label="On this page">${contents}</nav>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${main}
</main>
</div>
</body>
</html>
`.text;
}
