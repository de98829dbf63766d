/** Serves the documentation: made once, when it is first asked for, and kept in memory. No key is needed to read it. */
import type { FastifyInstance } from 'fastify';
import { jsonText } from '../../wire/json_text.js';
import type { Operation } from '../kernel/operation.js';
import { sendText, serveText } from '../kernel/serve_text.js';
import { errorCodesPage, eventsPage } from './catalogue_pages.js';
import { documentPages, documentPaths } from './documents.js';
import { openApiDocument } from './openapi.js';
import { framed, MAXIMUM_SEARCHED, type Page, SECTIONS } from './page.js';
import { referencePages, referencePaths } from './reference_page.js';
import { rootPage } from './root_page.js';
import { DocumentationSearch, searchPage } from './search.js';
import { startPage } from './start_page.js';
import { STYLESHEET } from './stylesheet.js';

const HTML = 'text/html; charset=utf-8';

export function serveDocumentation(server: FastifyInstance, operations: readonly Operation[]): void {
  const documentation = new Documentation(operations);
  // For people in a browser; to a client of the API the root is no more than any other unknown URL.
  server.get('/', async (request, reply) => {
    if (request.headers.accept?.includes('text/html') === true) return sendText(reply, HTML, rootPage());
    reply.callNotFound();
    return reply;
  });
  serveText(server, '/openapi.json', 'application/json', () => jsonText(openApiDocument(operations)));
  serveText(server, '/docs/style.css', 'text/css; charset=utf-8', () => STYLESHEET);
  for (const path of [
    '/docs',
    '/docs/error-codes',
    '/docs/events',
    ...referencePaths(operations),
    ...documentPaths(),
  ]) {
    serveText(server, path, HTML, () => documentation.page(path));
  }
  server.get('/docs/search', async (request, reply) => {
    const asked = new URLSearchParams(request.url.split('?')[1]).get('q') ?? '';
    const query = asked.slice(0, MAXIMUM_SEARCHED).trim();
    return sendText(reply, HTML, documentation.searched(query));
  });
}

class Documentation {
  readonly #operations: readonly Operation[];
  #made: { readonly pages: readonly Page[]; readonly search: DocumentationSearch } | undefined;

  constructor(operations: readonly Operation[]) {
    this.#operations = operations;
  }

  page(path: string): string {
    const { pages } = this.#all();
    const page = pages.find((each) => each.path === path);
    if (page === undefined) throw new Error(`There is no page ${path}`);
    return framed(page, pages);
  }

  searched(query: string): string {
    const { pages, search } = this.#all();
    return framed(searchPage(query, search.find(query)), pages, query);
  }

  #all(): { readonly pages: readonly Page[]; readonly search: DocumentationSearch } {
    if (this.#made !== undefined) return this.#made;
    const made = [...documentPages(), ...referencePages(this.#operations), eventsPage(), errorCodesPage()];
    const others = SECTIONS.flatMap((section) => made.filter((page) => page.section === section));
    const pages = [startPage(others), ...others];
    this.#made = { pages, search: new DocumentationSearch(pages) };
    return this.#made;
  }
}
