/** The Markdown that the files of docs/ are written in, as markup: what they do not use is not known here. */
import { type Html, html } from '../kernel/html.js';

/** Where a link in a file leads on this server; undefined where it leads nowhere here, and is only text. */
export type LinkTarget = (target: string) => string | undefined;

export interface Rendered {
  /** The text of the first heading. */
  readonly title: string;
  readonly main: Html;
  readonly headings: readonly Heading[];
}

interface Heading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

export function renderMarkdown(source: string, linkTarget: LinkTarget): Rendered {
  const headings: Heading[] = [];
  let title = '';
  const main = blocksOf(source.replaceAll(/^<!--[\s\S]*?-->\n?/gm, '')).map((lines): Html => {
    const [first = ''] = lines;
    const inline = (text: string): Html => inlineText(text, linkTarget);
    const heading = /^(#+) (.*)$/.exec(first);
    if (heading !== null) {
      const [, marks = '', text = ''] = heading;
      if (marks.length === 1) {
        title = text.replaceAll('`', '');
        return html``;
      }
      const id = freeId(slug(text), headings);
      headings.push({ id, level: marks.length, text: text.replaceAll(/[`*]/g, '') });
      return marks.length === 2
        ? html`<h2 id="${id}">${inline(text)}</h2>\n`
        : html`<h3 id="${id}">${inline(text)}</h3>\n`;
    }
    if (first.startsWith('```')) return html`<pre tabindex="0"><code>${lines.slice(1).join('\n')}</code></pre>\n`;
    if (first.startsWith('|')) return table(lines, inline);
    if (ITEM.test(first)) return list(lines, inline);
    return html`<p>${inline(lines.join(' '))}</p>\n`;
  });
  return { title, main: html`${main}`, headings };
}

const ITEM = /^(?:-|\d+\.) +/;

/** Code up to its end, runs of lines that begin alike, and paragraphs. */
function blocksOf(source: string): string[][] {
  const blocks: string[][] = [];
  let open: string[] | undefined;
  let is_code = false;
  for (const line of source.split('\n')) {
    if (is_code) {
      if (line.startsWith('```')) [is_code, open] = [false, undefined];
      else open?.push(line);
    } else if (line.trim() === '' && !(open !== undefined && ITEM.test(open[0] ?? ''))) {
      open = undefined;
    } else if (line.trim() === '') {
      // Items may stand apart; what follows at the margin is none of them.
      open?.push(line);
    } else if (open === undefined || startsBlock(line, open)) {
      open = [line];
      blocks.push(open);
      is_code = line.startsWith('```');
      if (line.startsWith('#')) open = undefined;
    } else {
      open.push(line);
    }
  }
  return blocks;
}

function startsBlock(line: string, open: readonly string[]): boolean {
  if (/^(#+ |```)/.test(line)) return true;
  const [first = ''] = open;
  if (ITEM.test(first)) return !ITEM.test(line) && !line.startsWith('  ') && open.at(-1) === '';
  return line.startsWith('|') !== first.startsWith('|') || ITEM.test(line);
}

function list(lines: readonly string[], inline: (text: string) => Html): Html {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else if (line !== '') items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  const contents = items.map((item) => html`<li>${inline(item)}</li>\n`);
  return lines[0]?.startsWith('-') ? html`<ul>\n${contents}</ul>\n` : html`<ol>\n${contents}</ol>\n`;
}

function table([head = '', , ...rows]: readonly string[], inline: (text: string) => Html): Html {
  const headings = cellsOf(head);
  const heading = headings.some((text) => text !== '')
    ? html`<thead><tr>${headings.map((text) => (text === '' ? html`<td></td>` : html`<th scope="col">${inline(text)}</th>`))}</tr></thead>\n`
    : undefined;
  const body = rows.map((row) => html`<tr>${cellsOf(row).map((text) => html`<td>${inline(text)}</td>`)}</tr>\n`);
  return html`<div class="wide-table" tabindex="0"><table>\n${heading}<tbody>\n${body}</tbody>\n</table></div>\n`;
}

/** A bar behind a backslash is one of the text. */
function cellsOf(row: string): string[] {
  const cells = row
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Code, links, bold: whichever comes first, and of the last two what is in them. */
const INLINE =
  /`([^`]+)`|\[((?:`[^`]*`|[^\]])+)\]\(([^)\s]+)\)|\*\*((?:`[^`]*`|[^*])+)\*\*|(https?:\/\/[^\s)`|]*[\w/])/;

function inlineText(text: string, linkTarget: LinkTarget): Html {
  const found = INLINE.exec(text);
  if (found === null) return html`${text}`;
  const [all, code, label, target = '', bold, address] = found;
  const inner = (part: string): Html => inlineText(part, linkTarget);
  const rest = inlineText(text.slice(found.index + all.length), linkTarget);
  const before = text.slice(0, found.index);
  if (code !== undefined) return html`${before}<code>${code}</code>${rest}`;
  if (bold !== undefined) return html`${before}<strong>${inner(bold)}</strong>${rest}`;
  if (address !== undefined) return html`${before}${address}${rest}`;
  const href = linkTarget(target);
  const shown = inner(label ?? '');
  return href === undefined ? html`${before}${shown}${rest}` : html`${before}<a href="${href}">${shown}</a>${rest}`;
}

/** As GitHub makes it, so that links within a file lead to the same place there and here. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

function freeId(id: string, taken: readonly Heading[]): string {
  for (let index = 0; ; index += 1) {
    const candidate = index === 0 ? id : `${id}-${index}`;
    if (!taken.some((heading) => heading.id === candidate)) return candidate;
  }
}
