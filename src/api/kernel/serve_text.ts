/** Serves texts of pages: made once, when first asked for, and kept in memory. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Nothing runs on these pages, and nothing is loaded from elsewhere or sent there; the icon is an empty one, in the page itself. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

interface Kept {
  readonly text: string;
  readonly tag: string;
}

/** Serves a text that never changes while the server runs; nothing is executed in it or loaded from elsewhere. */
export function serveText(server: FastifyInstance, path: string, content_type: string, make: () => string): void {
  let kept: Kept | undefined;
  server.get(path, async (request: FastifyRequest, reply: FastifyReply) => {
    kept ??= tagged(make());
    reply.header('etag', kept.tag);
    if (request.headers['if-none-match'] !== kept.tag) return sendText(reply, content_type, kept.text);
    return guarded(reply, content_type).code(304).send();
  });
}

/** Sends a text that was made for this request, under the same rules. */
export function sendText(reply: FastifyReply, content_type: string, text: string): FastifyReply {
  return guarded(reply, content_type).send(text);
}

function guarded(reply: FastifyReply, content_type: string): FastifyReply {
  return reply.headers({
    'content-type': content_type,
    // An upgrade shows at once; until then the browser only asks whether anything has changed.
    'cache-control': 'no-cache',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
}

function tagged(text: string): Kept {
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}
