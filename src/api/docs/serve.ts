/** Serves the documentation: made once, when it is first asked for, and kept in memory. No key is needed to read it. */
import type { FastifyInstance } from 'fastify';
import { jsonText } from '../../wire/json_text.js';
import type { Operation } from '../kernel/operation.js';
import { serveText } from '../kernel/serve_text.js';
import { errorCodesPage, eventsPage } from './catalogue_pages.js';
import { openApiDocument } from './openapi.js';
import { referencePage } from './reference_page.js';
import { STYLESHEET } from './stylesheet.js';

export function serveDocumentation(server: FastifyInstance, operations: readonly Operation[]): void {
  // For people in a browser; to a client of the API the root is no more than any other unknown URL.
  server.get('/', async (request, reply) => {
    if (request.headers.accept?.includes('text/html') === true) return reply.redirect('/docs', 302);
    reply.callNotFound();
    return reply;
  });
  serveText(server, '/openapi.json', 'application/json', () => jsonText(openApiDocument(operations)));
  serveText(server, '/docs', 'text/html; charset=utf-8', () => referencePage(operations));
  serveText(server, '/docs/error-codes', 'text/html; charset=utf-8', errorCodesPage);
  serveText(server, '/docs/events', 'text/html; charset=utf-8', eventsPage);
  serveText(server, '/docs/style.css', 'text/css; charset=utf-8', () => STYLESHEET);
}
