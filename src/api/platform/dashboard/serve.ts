/** Serves the dashboard: signing in and out, and the web application as it was built. */
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_SECONDS } from '../../../app/dashboard/sessions.js';
import { isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { refusalAnswer } from '../../../wire/envelope.js';
import { jsonText } from '../../../wire/json_text.js';
import { cookieOf, headerOf } from '../../kernel/request_headers.js';
import { STANDARD_HEADERS } from '../../kernel/standard_headers.js';
import { builtFile, sendBuiltFile } from './built_file.js';
import { tooManySignIns } from './refusals.js';
import { type DashboardEnvironment, SESSION_COOKIE } from './session.js';
import { describeSession, linkedSession, signIn, signOut } from './sign_in.js';

const NOT_BUILT =
  'The dashboard has not been built. Run "npm run build" where Daybook is installed, then load this page again.\n';
const LINK_IS_USED =
  'This link is good once, and only while the server that printed it runs. Sign in with a key at /dashboard.\n';

/** Scripts and styles come from here and nowhere else, and nothing is embedded in the page or embeds it. */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** What is of another type, such as the compressed form of an asset, is not served by its name. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Names as the build makes them: nothing that could lead out of the folder. */
const ASSET_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const ONE_YEAR_SECONDS = 31_536_000;

export function serveDashboard(server: FastifyInstance, environment: DashboardEnvironment): void {
  const { brakes, web_folder } = environment.dashboard;

  server.post('/v1/daybook/sessions', async (request, reply) => {
    const wait_seconds = brakes.begin(request);
    if (wait_seconds > 0) return refuse(environment, reply, tooManySignIns(wait_seconds));
    const session = await signIn(
      environment,
      request.headers,
      request.body as Buffer | undefined,
      environment.ledger.time.now(),
    );
    // What is no key at all is a mistake, and not a guess.
    if (!isRefusal(session) || session.status !== UNKNOWN_KEY) brakes.giveBack(request);
    if (isRefusal(session)) return refuse(environment, reply, session);
    return begin(environment, request, reply, session, 204);
  });

  server.delete('/v1/daybook/sessions', async (request, reply) => {
    const [, query = ''] = request.url.split('?', 2);
    const refusal = await signOut(environment, request.headers, query, request.id);
    if (refusal !== undefined) return refuse(environment, reply, refusal);
    return answer(reply, 204)
      .header('set-cookie', cookie(environment, request, '', 0))
      .send();
  });

  server.get('/v1/daybook/sessions', async (request, reply) => {
    const session = await describeSession(environment.dashboard, request.headers, environment.ledger.time.now());
    if (isRefusal(session)) return refuse(environment, reply, session);
    return answer(reply, 200).send(jsonText(session));
  });

  server.get('/dashboard/sign-in/:token', async (request, reply) => {
    const { token = '' } = request.params as Record<string, string>;
    const wait_seconds = brakes.begin(request);
    if (wait_seconds > 0) return sendText(reply, 429, tooManySignIns(wait_seconds).message);
    const present = cookieOf(request.headers, SESSION_COOKIE);
    const session = linkedSession(environment.dashboard, token, present, environment.ledger.time.now());
    if (session === undefined) return sendText(reply, 410, LINK_IS_USED);
    brakes.giveBack(request);
    return begin(environment, request, reply, session, 303);
  });

  server.get('/dashboard/assets/:name', WITH_HEAD, async (request, reply) => {
    const { name = '' } = request.params as Record<string, string>;
    const type = ASSET_NAME.test(name) ? CONTENT_TYPES[extname(name)] : undefined;
    const asset = type === undefined ? undefined : await builtFile(join(web_folder, 'assets', name), request);
    if (asset === undefined) {
      reply.callNotFound();
      return reply;
    }
    reply
      .headers(PAGE_HEADERS)
      .headers({ 'content-type': type, 'cache-control': `public, max-age=${ONE_YEAR_SECONDS}, immutable` });
    return sendBuiltFile(reply, asset);
  });

  const sendPage = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const page = await builtFile(join(web_folder, 'index.html'), request);
    if (page === undefined) return sendText(reply, 503, NOT_BUILT);
    // An upgrade names other assets: the page itself is asked for every time.
    reply.headers(PAGE_HEADERS).headers({ ...HTML, 'cache-control': 'no-cache' });
    return sendBuiltFile(reply, page);
  };
  server.get('/dashboard', WITH_HEAD, sendPage);
  server.get('/dashboard/*', WITH_HEAD, sendPage);
}

/** The status of refusals of the key itself. */
const UNKNOWN_KEY = 401;
const WITH_HEAD = { exposeHeadRoute: true };
const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** Sends the cookie of a session that has just begun. */
function begin(
  environment: DashboardEnvironment,
  request: FastifyRequest,
  reply: FastifyReply,
  session: string,
  status: 204 | 303,
): FastifyReply {
  if (status === 303) reply.header('location', '/dashboard');
  return answer(reply, status)
    .header('set-cookie', cookie(environment, request, session, SESSION_SECONDS))
    .send();
}

/** Scripts cannot read it, and requests that begin on other sites do not carry it. */
function cookie(
  { dashboard }: DashboardEnvironment,
  request: FastifyRequest,
  session: string,
  seconds: number,
): string {
  // What a proxy says about itself; who lies about it harms only the own cookie.
  const by_https = dashboard.is_https || headerOf(request.headers, 'x-forwarded-proto') === 'https';
  const attributes = ['HttpOnly', 'SameSite=Strict', 'Path=/', `Max-Age=${seconds}`, ...(by_https ? ['Secure'] : [])];
  return [`${SESSION_COOKIE}=${session}`, ...attributes].join('; ');
}

function answer(reply: FastifyReply, status: number): FastifyReply {
  return reply
    .code(status)
    .headers(STANDARD_HEADERS)
    .headers({ 'referrer-policy': 'no-referrer' })
    .header('request-id', reply.request.id);
}

/** Without the challenge that would make a browser ask for a password. */
function refuse({ derivations }: DashboardEnvironment, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, body } = refusalAnswer(refusal, derivations.docUrlOf);
  return answer(reply, status).send(body);
}

function sendText(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .headers({ ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .send(text);
}
