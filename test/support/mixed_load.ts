/** Requests of many kinds over kept connections, as fast as they are answered. */
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { TEST_KEY } from './daybook.js';

interface Made {
  readonly holds: string[];
  readonly paid: string[];
  /** Paths of everything that was answered as made. */
  readonly all: string[];
}

/** The nth request; what it is about follows from what was answered. */
type Turn = (n: number, made: Made) => readonly [method: 'GET' | 'POST', path: string, form?: string];

const INTENTS = '/v1/payment_intents';
const pay = (n: number, rest: string) => `amount=${1_000 + n}&currency=usd&confirm=true&${rest}`;
const CARD = 'payment_method_types[0]=card&payment_method=pm_card_visa';
const REPORT =
  'initiated_at=1700000000&payment_method_details[payment_method]=pm_card_visa&amount_requested[currency]=usd' +
  '&outcome=guaranteed&guaranteed[guaranteed_at]=1700000001';

const TURNS: readonly Turn[] = [
  (n) => ['POST', INTENTS, pay(n, `${CARD}&metadata[order]=${n}`)],
  (n) => ['POST', '/v1/payment_records/report_payment', `${REPORT}&amount_requested[value]=${n + 1}`],
  (n) => ['POST', INTENTS, pay(n, `${CARD}&capture_method=manual`)],
  (_, { holds }) => ['POST', `${INTENTS}/${holds.pop()}/capture`],
  (_, { paid }) => ['POST', '/v1/refunds', `payment_intent=${paid.pop()}&amount=100`],
  (_, { all }) => ['GET', all.at(-1) ?? INTENTS],
  () => ['GET', `${INTENTS}?limit=10`],
  () => ['GET', '/v1/payment_records?limit=10'],
  (n) => ['POST', INTENTS, pay(n, 'payment_method_types[0]=card&payment_method=pm_card_visa_chargeDeclined')],
  (n) => ['GET', `${INTENTS}/search?query=${encodeURIComponent(`metadata["order"]:"${n - (n % 10)}"`)}`],
  (n) => ['POST', '/v1/customers', `name=Customer ${n}&email=customer${n}@example.com`],
];

/**
 * Sends until `requests` have been answered. Resolves with the paths of what was made, while the connections are kept
 * busy until `over` is called, so that a server can be killed in the middle of its work.
 */
export function mixedLoad(address: string, connections: number, requests: number): MixedLoad {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const made: Made = { holds: [], paid: [], all: [] };
  let sent = 0;
  let answered = 0;
  let is_over = false;
  let report: { resolve: (paths: readonly string[]) => void; reject: (error: unknown) => void };
  const reached = new Promise<readonly string[]>((resolve, reject) => {
    report = { resolve, reject };
  });
  const worker = async (): Promise<void> => {
    while (!is_over) {
      const n = sent++;
      const turn = TURNS[n % TURNS.length] as Turn;
      const [method, path, form] = turn(n, made);
      const { status, text } = await send(agent, address, method, path, form);
      assert.ok(status < 500, `${method} ${path} was answered with ${status}: ${text}`);
      answered += 1;
      if (answered === requests) report.resolve([...made.all]);
      if (status === 200 && method === 'POST') note(made, JSON.parse(text));
    }
  };
  const workers = Array.from({ length: connections }, () =>
    worker().catch((error) => {
      // After the end, connections break.
      if (!is_over) report.reject(error);
    }),
  );
  return {
    reached,
    async over() {
      is_over = true;
      agent.destroy();
      await Promise.all(workers);
    },
  };
}

export interface MixedLoad {
  readonly reached: Promise<readonly string[]>;
  over(): Promise<void>;
}

function note({ holds, paid, all }: Made, { id, object, status }: Readonly<Record<string, string>>): void {
  if (id === undefined) return;
  if (object === 'payment_intent' && status === 'requires_capture') holds.push(id);
  if (object === 'payment_intent' && status === 'succeeded') paid.push(id);
  all.push(`/v1/${object}s/${id}`);
}

function send(
  agent: Agent,
  address: string,
  method: string,
  path: string,
  form = '',
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/x-www-form-urlencoded' };
    const sending = request(`${address}${path}`, { agent, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(method === 'POST' ? form : undefined);
  });
}
