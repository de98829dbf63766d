/** Finds what is said anywhere in the documentation: every page is cut where something in it has a place of its own. */
import { type Html, html } from '../kernel/html.js';
import type { Page } from './page.js';

interface Passage {
  readonly href: string;
  readonly page_title: string;
  readonly heading: string;
  readonly text: string;
  /** As they are compared. */
  readonly folded: { readonly heading: string; readonly page_title: string; readonly text: string };
}

export interface Hit {
  readonly href: string;
  readonly page_title: string;
  readonly heading: string;
  /** What stands around the first word that was found. */
  readonly excerpt: string;
}

const MAXIMUM_HITS = 40;
const EXCERPT_LENGTH = 180;

/** Elements that links lead to, with the words that name them: a heading's own, or the term of a definition. */
const PLACE = /<(?:h[23] id="([^"]+)">([\s\S]*?)<\/h[23]>|div id="([^"]+)"><dt>([\s\S]*?)<\/dt>)/g;

/** Their members are said in words below. */
const ANSWERS = /<pre class="answer"[\s\S]*?<\/pre>/g;

export class DocumentationSearch {
  readonly #passages: readonly Passage[];

  constructor(pages: readonly Page[]) {
    this.#passages = pages.flatMap(passagesOf);
  }

  /** Passages that have every word, those first that are called so. */
  find(query: string): Hit[] {
    const words = fold(query)
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.length === 0) return [];
    return this.#passages
      .flatMap((passage) => {
        const rank = rankOf(passage, words);
        return rank === undefined ? [] : [{ passage, rank }];
      })
      .sort((a, b) => b.rank - a.rank)
      .slice(0, MAXIMUM_HITS)
      .map(({ passage: { href, page_title, heading, text } }) => ({
        href,
        page_title,
        heading,
        excerpt: excerptOf(text, words),
      }));
  }
}

function passagesOf({ path, title, main }: Page): Passage[] {
  const searched = main.text.replaceAll(ANSWERS, '');
  const places = [...searched.matchAll(PLACE)];
  const begins = [0, ...places.map(({ index }) => index), searched.length];
  return begins.slice(0, -1).map((begin, index) => {
    const [whole = '', heading_id, heading, term_id, term] = places[index - 1] ?? [];
    const id = heading_id ?? term_id;
    const words = id === undefined ? title : plainText(heading ?? term ?? '');
    const text = plainText(searched.slice(begin + whole.length, begins[index + 1]));
    return {
      href: id === undefined ? path : `${path}#${id}`,
      page_title: title,
      heading: words,
      text,
      folded: { heading: fold(words), page_title: fold(title), text: fold(text) },
    };
  });
}

/** A word in the name of a passage counts more than one in its text, and a whole word more than a part of one. */
function rankOf({ folded }: Passage, words: readonly string[]): number | undefined {
  let rank = 0;
  for (const word of words) {
    const found = [
      [folded.heading, 10],
      [folded.page_title, 4],
      [folded.text, 1],
    ] as const;
    const weights = found.map(([text, weight]) =>
      hasWord(text, word) ? 2 * weight : text.includes(word) ? weight : 0,
    );
    const weight = Math.max(...weights);
    if (weight === 0) return undefined;
    rank += weight;
  }
  return rank;
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && !/[\p{L}\p{N}_]/u.test(`${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`);
}

function excerptOf(text: string, words: readonly string[]): string {
  const folded = fold(text);
  const first = Math.max(
    0,
    Math.min(...words.map((word) => folded.indexOf(word)).filter((at) => at >= 0), text.length),
  );
  if (text.length <= EXCERPT_LENGTH) return text;
  const begin = first === text.length || first < 60 ? 0 : text.indexOf(' ', first - 60) + 1;
  const end = begin + EXCERPT_LENGTH;
  return `${begin > 0 ? '… ' : ''}${text.slice(begin, end)}${end < text.length ? ' …' : ''}`;
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('`', '');
}

function plainText(markup: string): string {
  return markup
    .replaceAll(/<wbr>|<\/?(?:code|span|strong|a)\b[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export function searchPage(query: string, hits: readonly Hit[]): Page {
  const found: Html =
    hits.length === 0
      ? html`<p>Nothing has all of these words. Fewer of them, or a part of one, find more: names of operations, parameters and members, codes of errors, settings, commands, and what is written in the guides.</p>`
      : html`<ol class="hits">${hits.map(
          ({ href, page_title, heading, excerpt }) =>
            html`<li><a href="${href}">${heading}</a> <span class="type">${heading === page_title ? '' : page_title}</span>\n<p>${excerpt}</p></li>\n`,
        )}</ol>`;
  const title =
    hits.length === MAXIMUM_HITS ? `The first ${hits.length} for “${query}”` : `${hits.length} for “${query}”`;
  return { path: '/docs/search', section: undefined, title, contents: [], main: found };
}
