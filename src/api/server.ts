/** The HTTP server: routes every operation through the pipeline, bounds what a client can send, drains on close. */
import { randomBytes } from 'node:crypto';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { errors, type Refusal } from '../core/errors.js';
import { IdSource } from '../core/ids.js';
import { brokenAnswer, type HttpAnswer, jsonText, refusalAnswer } from '../wire/envelope.js';
import { serveDocumentation } from './docs/serve.js';
import { answer, type Environment } from './pipeline.js';
import { OPERATIONS } from './routes.js';

const MAXIMUM_BODY_BYTES = 1024 * 1024;
/** A whole request must have arrived after this long. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

export function buildServer(environment: Environment, logger: Logger): FastifyInstance {
  const ids = new IdSource(randomBytes);
  const server = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAXIMUM_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // A request that was on its way when the server began to close is answered, with `Connection: close`.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    genReqId: () => ids.next('req', Date.now()),
    routerOptions: { maxParamLength: 1_000, querystringParser: () => ({}) },
    frameworkErrors: (error, request, reply) => {
      send(
        reply,
        refused(
          environment,
          request.id,
          error.code === 'FST_ERR_BAD_URL' ? errors.malformedUrl() : unknownUrl(request),
        ),
      );
    },
    clientErrorHandler: (error, socket) => {
      if (error.code !== 'ECONNRESET' && socket.writable)
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    },
  });
  server.server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  server.get('/health', async (_request, reply) => send(reply, plain(200, { status: 'ok' })));
  server.get('/ready', async (request, reply) => {
    try {
      await environment.ledger.store.ready();
      return send(reply, plain(200, { status: 'ready' }));
    } catch (error) {
      request.log.error(error, 'the store cannot be reached');
      return send(reply, plain(503, { status: 'the store cannot be reached' }));
    }
  });

  serveDocumentation(server, OPERATIONS);

  for (const operation of OPERATIONS) {
    server.route({
      method: operation.method,
      url: operation.path,
      handler: async (request, reply) => {
        const question = request.url.indexOf('?');
        const path = question < 0 ? request.url : request.url.slice(0, question);
        const result = await answer(environment, operation, {
          headers: request.headers,
          path,
          query: question < 0 ? '' : request.url.slice(question + 1),
          path_parameters: request.params as Record<string, string>,
          body: request.body as Buffer | undefined,
          request_id: request.id,
        });
        return send(reply, result);
      },
    });
  }

  server.setNotFoundHandler((request, reply) => send(reply, refused(environment, request.id, unknownUrl(request))));
  server.setErrorHandler((error: { code?: string; statusCode?: number }, request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return send(reply, refused(environment, request.id, errors.bodyTooLarge(MAXIMUM_BODY_BYTES)));
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return send(
        reply,
        refused(environment, request.id, errors.malformedBody('it ended early or was not what its headers announced')),
      );
    }
    request.log.error({ err: error, request_id: request.id }, 'a request failed');
    const broken = brokenAnswer(request.id);
    return send(reply, { ...broken, headers: { ...broken.headers, 'Request-Id': request.id } });
  });
  return server;
}

function send(reply: FastifyReply, { status, headers, body }: HttpAnswer): FastifyReply {
  return reply.code(status).headers(headers).header('content-type', 'application/json').send(body);
}

function plain(status: number, body: object): HttpAnswer {
  return { status, headers: {}, body: jsonText(body) };
}

function refused(environment: Environment, request_id: string, refusal: Refusal): HttpAnswer {
  const result = refusalAnswer(refusal, environment.error_docs_url);
  return { ...result, headers: { 'Request-Id': request_id, ...result.headers } };
}

function unknownUrl(request: FastifyRequest): Refusal {
  return errors.unrecognizedUrl(request.method, request.url.split('?', 1)[0] ?? '');
}
