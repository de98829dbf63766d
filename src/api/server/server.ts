/** The HTTP server: routes every operation through the pipeline, bounds what a client can send, drains on close. */
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { type Trouble, troubleOf } from '../../app/failures.js';
import { checkReadiness } from '../../app/readiness.js';
import { errors, type Refusal } from '../../core/kernel/errors.js';
import { IdSource } from '../../core/kernel/ids.js';
import { brokenAnswer, type HttpAnswer, refusalAnswer } from '../../wire/envelope.js';
import { jsonText } from '../../wire/json_text.js';
import { endedEarly } from '../../wire/refusals.js';
import { serveDocumentation } from '../docs/serve.js';
import type { Operation } from '../kernel/operation.js';
import { STANDARD_HEADERS } from '../kernel/standard_headers.js';
import { serveAuthentication } from '../payments/authentication/serve.js';
import { serveDashboard } from '../platform/dashboard/serve.js';
import { OPERATIONS } from '../routes.js';
import { bodyLimits, CONSTRAINTS, MAXIMUM_BODY_BYTES } from './body_limits.js';
import type { Environment } from './environment.js';
import { headerProblem, httpServer, PATIENCE, type Patience } from './http_server.js';
import { answer, type StreamedAnswer } from './pipeline.js';

/** What proxies put before the path. */
const AUTHORITY = /^https?:\/\/[^/]*/;

/** Why nothing can be served. */
const NOT_READY: { readonly [T in Trouble]?: string } = {
  full: 'the storage is full',
  damaged: 'the database is damaged',
};

export function buildServer(environment: Environment, logger: Logger, patience = PATIENCE): FastifyInstance {
  const server = serverWith(environment, logger, patience);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  server.addHook('onRequest', (request, reply, done) => {
    const problem = headerProblem(request.raw);
    if (problem === undefined) done();
    else send(reply, refused(environment, problem));
  });
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  server.addHook('preClose', async () => closing.abort());

  serveHealth(server, environment);
  serveDocumentation(server, OPERATIONS);
  serveAuthentication(server, environment);
  serveDashboard(server, environment);
  for (const operation of OPERATIONS) serveOperation(server, environment, operation, closing.signal);
  answerProblems(server, environment);
  return server;
}

function serverWith(environment: Environment, logger: Logger, patience: Patience): FastifyInstance {
  const ids = new IdSource(randomBytes);
  const newRequestId = () => ids.next('req', environment.ledger.time.now());
  const { docUrlOf } = environment.derivations;
  return fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAXIMUM_BODY_BYTES,
    forceCloseConnections: 'idle',
    // A request that was on its way when the server began to close is answered, with `Connection: close`.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    genReqId: newRequestId,
    serverFactory: (listener) => httpServer(listener, patience, { newRequestId, docUrlOf }),
    routerOptions: { maxParamLength: 1_000, querystringParser: () => ({}), constraints: CONSTRAINTS },
    frameworkErrors: (error, request, reply) => {
      send(reply, refused(environment, error.code === 'FST_ERR_BAD_URL' ? errors.malformedUrl() : unknownUrl(request)));
    },
    // Each server of the factory does that itself.
    clientErrorHandler: () => {},
  });
}

function serveHealth(server: FastifyInstance, { ledger }: Environment): void {
  server.get('/health', async (_request, reply) => send(reply, plain(200, { status: 'ok' })));
  server.get('/ready', async (request, reply) => {
    try {
      await checkReadiness(ledger);
      return send(reply, plain(200, { status: 'ready' }));
    } catch (error) {
      const status = NOT_READY[troubleOf(error) ?? 'unreachable'] ?? 'the store cannot be reached';
      request.log.error(error, status);
      return send(reply, plain(503, { status }));
    }
  });
}

function serveOperation(
  server: FastifyInstance,
  environment: Environment,
  operation: Operation,
  closing: AbortSignal,
): void {
  const { method, path: url, needs } = operation;
  if (needs !== undefined && !environment.services.has(needs)) {
    throw new Error(`${method} ${url} needs ${needs.name}, which nobody gives`);
  }
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const path_parameters = request.params as Record<string, string>;
    const given = Object.values(path_parameters);
    if (given.includes('')) return send(reply, refused(environment, unknownUrl(request)));
    // PostgreSQL cannot even be asked for such an id.
    if (given.some((id) => id.includes('\0'))) return send(reply, refused(environment, errors.malformedUrl()));
    const question = request.url.indexOf('?');
    const path = question < 0 ? request.url : request.url.slice(0, question);
    const result = await answer(environment, operation, {
      headers: request.headers,
      path: path.replace(AUTHORITY, ''),
      query: question < 0 ? '' : request.url.slice(question + 1),
      path_parameters,
      body: request.body as Buffer | undefined,
      request_id: request.id,
      closing,
    });
    return 'stream' in result ? sendStream(reply, result) : send(reply, result);
  };
  for (const limits of bodyLimits(operation)) server.route({ method, url, handler, ...limits });
}

/** What is no operation, what could not be read, and what failed. */
function answerProblems(server: FastifyInstance, environment: Environment): void {
  const { docUrlOf } = environment.derivations;
  server.setNotFoundHandler((request, reply) => send(reply, refused(environment, unknownUrl(request))));
  server.setErrorHandler((error: FrameworkError, request, reply) => {
    if (request.is404) return send(reply, refused(environment, unknownUrl(request)));
    if (error.statusCode !== undefined && error.statusCode < 500) {
      // The rest of a body that is too large is read and forgotten: a client still sending it would miss the answer.
      if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') reply.header('connection', 'keep-alive');
      return send(reply, refused(environment, unreadable(error, request)));
    }
    request.log.error({ err: error, request_id: request.id }, 'a request failed');
    return send(reply, brokenAnswer(docUrlOf, request.id, troubleOf(error)));
  });
}

function send(reply: FastifyReply, { status, headers, body }: HttpAnswer): FastifyReply {
  return reply
    .code(status)
    .headers(STANDARD_HEADERS)
    .headers(headers)
    .header('request-id', reply.request.id)
    .serializer(asItIs)
    .send(body);
}

function sendStream(reply: FastifyReply, { status, headers, stream }: StreamedAnswer): FastifyReply {
  return reply
    .code(status)
    .headers(STANDARD_HEADERS)
    .headers(headers)
    .header('request-id', reply.request.id)
    .send(stream);
}

/** The body is text already. A serializer of our own keeps Fastify from adding a charset, which Stripe does not send. */
function asItIs(body: string): string {
  return body;
}

interface FrameworkError {
  readonly code?: string;
  readonly statusCode?: number;
}

/** Why Fastify did not read a body. */
function unreadable(error: FrameworkError, request: FastifyRequest): Refusal {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return errors.bodyTooLarge(request.routeOptions.bodyLimit);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return errors.notAForm(request.headers['content-type'] ?? 'missing');
    default:
      return endedEarly();
  }
}

function plain(status: number, body: object): HttpAnswer {
  return { status, headers: {}, body: jsonText(body) };
}

function refused(environment: Environment, refusal: Refusal): HttpAnswer {
  return refusalAnswer(refusal, environment.derivations.docUrlOf);
}

function unknownUrl(request: FastifyRequest): Refusal {
  return errors.unrecognizedUrl(request.method, request.url.split('?', 1)[0] ?? '');
}
