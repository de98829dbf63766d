/**
 * Serves the page on which a payer authenticates: what a bank would show for 3D Secure, played by the sandbox. Nobody
 * needs a key for it, but its address, whose token cannot be guessed; and so nothing else can make a browser press its
 * buttons.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { brokenBy } from '../../../app/failures.js';
import { type IntentSecrets, isSameSecret } from '../../../app/intent_secrets.js';
import type { Ledger } from '../../../app/ledger.js';
import { DEFAULT_API_VERSION } from '../../../wire/api_version.js';
import { serveText } from '../../kernel/serve_text.js';
import { authenticatedBy, findIntent, methodOf, returnAddress, testScope, type WaitingIntent } from './intents.js';
import { messagePage, questionPage, STYLE_PATH } from './pages.js';
import { AUTHENTICATION_STYLE } from './style.js';

/** What the page is served with. */
interface AuthenticationEnvironment {
  readonly ledger: Ledger;
  readonly secrets: IntentSecrets;
}

const PATH = '/authentication/:intent/:token';
const ACTOR = 'authentication page';

const OUTCOMES = { complete: 'succeeded', fail: 'failed' } as const;

export function serveAuthentication(server: FastifyInstance, environment: AuthenticationEnvironment): void {
  const { ledger, secrets } = environment;
  serveText(server, STYLE_PATH, 'text/css; charset=utf-8', () => AUTHENTICATION_STYLE);

  server.get(PATH, async (request, reply) => {
    const intent = await intentOf(environment, request);
    if (intent === undefined) return sendPage(reply, 404, unknownPage());
    if (intent.status !== 'requires_action') return sendPage(reply, 200, overPage(intent, secrets));
    const amount = 'amount' in intent ? { value: intent.amount, currency: intent.currency } : undefined;
    const card = (await methodOf(ledger, intent))?.card;
    return sendPage(reply, 200, questionPage({ path: pathOf(request), amount, card }), intent.return_url);
  });

  for (const [action, outcome] of Object.entries(OUTCOMES)) {
    server.post(`${PATH}/${action}`, async (request, reply) => {
      const intent = await intentOf(environment, request);
      const command = intent && authenticatedBy(intent.id)?.command;
      if (intent === undefined || command === undefined) return sendPage(reply, 404, unknownPage());
      const { scope } = testScope(ledger);
      const done = await ledger.committer.submit({
        name: command,
        input: { id: intent.id, outcome },
        scope,
        livemode: false,
        actor: ACTOR,
        request_id: request.id,
        api_version: DEFAULT_API_VERSION,
      });
      switch (done.status) {
        case 'done':
          return goOn(reply, secrets, JSON.parse(done.row.document) as WaitingIntent);
        case 'refused': {
          const { message, should_retry, status } = done.refusal;
          if (should_retry === true) return sendPage(reply, status, messagePage('Please try again', message));
          const now = (await intentOf(environment, request)) ?? intent;
          // A decline is an outcome. Anything else is a second press of a button: the first one counted.
          return status === 402 ? goOn(reply, secrets, now) : sendPage(reply, 409, overPage(now, secrets));
        }
        default:
          throw done.status === 'broken' ? brokenBy(done) : new Error(`${command} was ${done.status}`);
      }
    });
  }
}

/** Back to where the payer came from, or to the last page there is. */
function goOn(reply: FastifyReply, secrets: IntentSecrets, intent: WaitingIntent): FastifyReply {
  const address = returnAddress(intent, secrets.clientSecretOf(intent.id), outcomeOf(intent));
  if (address === undefined) return sendPage(reply, 200, overPage(intent, secrets));
  return reply.code(303).headers(headersFor(undefined)).header('location', address).send();
}

/** The intent whose page was asked for by its whole address; the store is asked only if the token is right. */
async function intentOf(
  { ledger, secrets }: AuthenticationEnvironment,
  request: FastifyRequest,
): Promise<WaitingIntent | undefined> {
  const { intent: id = '', token = '' } = request.params as Record<string, string>;
  return isSameSecret(token, secrets.authenticationTokenOf(id)) ? findIntent(ledger, id) : undefined;
}

function pathOf(request: FastifyRequest): string {
  const { intent = '', token = '' } = request.params as Record<string, string>;
  return `/authentication/${intent}/${token}`;
}

function outcomeOf({ status }: WaitingIntent): 'succeeded' | 'failed' {
  return status === 'requires_payment_method' || status === 'canceled' ? 'failed' : 'succeeded';
}

function unknownPage(): string {
  return messagePage('This page does not exist', 'The address is not complete, or it belongs to another Daybook.');
}

function overPage(intent: WaitingIntent, secrets: IntentSecrets): string {
  const outcome = outcomeOf(intent);
  const title = outcome === 'succeeded' ? 'Authentication is complete' : 'Authentication is over';
  const text =
    outcome === 'succeeded'
      ? 'There is nothing more to do here.'
      : 'It did not succeed, or it was canceled. Another try begins where you came from.';
  return messagePage(title, text, returnAddress(intent, secrets.clientSecretOf(intent.id), outcome));
}

function sendPage(reply: FastifyReply, status: number, page: string, return_url?: string): FastifyReply {
  return reply
    .code(status)
    .headers(headersFor(return_url))
    .header('content-type', 'text/html; charset=utf-8')
    .send(page);
}

/** Browsers hold what a form leads to, through every redirect, to `form-action`: the way back has to be in it. */
function headersFor(return_url: string | undefined): Record<string, string> {
  const scheme = return_url === undefined ? '' : ` ${new URL(return_url).protocol}`;
  return {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'${scheme}; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
