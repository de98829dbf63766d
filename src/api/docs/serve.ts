/** Serves the documentation: made once, when it is first asked for, and kept in memory. No key is needed to read it. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonText } from '../../wire/json_text.js';
import type { Operation } from '../kernel/operation.js';
import { errorCodesPage, eventsPage } from './catalogue_pages.js';
import { openApiDocument } from './openapi.js';
import { referencePage } from './reference_page.js';
import { STYLESHEET } from './stylesheet.js';

/** Nothing runs on these pages and nothing is loaded from elsewhere; the icon is an empty one, in the page itself. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function serveDocumentation(server: FastifyInstance, operations: readonly Operation[]): void {
  // For people in a browser; to a client of the API the root is no more than any other unknown URL.
  server.get('/', async (request, reply) => {
    if (request.headers.accept?.includes('text/html') === true) return reply.redirect('/docs', 302);
    reply.callNotFound();
    return reply;
  });
  serve(server, '/openapi.json', 'application/json', () => jsonText(openApiDocument(operations)));
  serve(server, '/docs', 'text/html; charset=utf-8', () => referencePage(operations));
  serve(server, '/docs/error-codes', 'text/html; charset=utf-8', errorCodesPage);
  serve(server, '/docs/events', 'text/html; charset=utf-8', eventsPage);
  serve(server, '/docs/style.css', 'text/css; charset=utf-8', () => STYLESHEET);
}

interface Kept {
  readonly text: string;
  readonly tag: string;
}

/** Serves a text that never changes while the server runs; nothing is executed in it or loaded from elsewhere. */
export function serve(server: FastifyInstance, path: string, content_type: string, make: () => string): void {
  let kept: Kept | undefined;
  server.get(path, async (request: FastifyRequest, reply: FastifyReply) => {
    kept ??= tagged(make());
    reply.headers({
      'content-type': content_type,
      etag: kept.tag,
      // An upgrade shows at once; until then the browser only asks whether anything has changed.
      'cache-control': 'no-cache',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    return request.headers['if-none-match'] === kept.tag ? reply.code(304).send() : reply.send(kept.text);
  });
}

function tagged(text: string): Kept {
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}
