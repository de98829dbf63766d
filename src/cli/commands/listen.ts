import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { machineClock } from '../../app/clock.js';
import { keptKeyFile, readKeptKey } from '../../app/kept_key.js';
import type { SettingName } from '../../app/settings.js';
import { Poster } from '../../app/webhooks/post.js';
import { signatureHeader, webhookSecret } from '../../app/webhooks/secrets.js';
import { targetPolicy } from '../../app/webhooks/targets.js';
import { WrittenTime } from '../../app/written_time.js';
import { StartError } from '../../store/start_error.js';
import { UsageError } from '../failure.js';
import { addSettings, settingsOf } from '../options.js';
import { serverSentEvents } from '../server_sent_events.js';

const NOTES = `
The server must be running. With --forward-to each event is also posted to a URL, one after another, and signed as
Stripe signs; the secret is printed first and stays the same for a key. What fails is not tried again: for that there
are webhook endpoints. Ctrl+C ends it.

Examples:
  daybook listen
  daybook listen --forward-to localhost:3000/webhook
  daybook listen --events customer.created 'payment_record.*' --json
  daybook listen --server https://daybook.example --test-secret-key "$KEY"`;

const SETTINGS = ['port', 'data_folder', 'test_secret_key'] as const satisfies readonly SettingName[];
const MEANINGS = {
  port: 'Port of the server on this machine.',
  data_folder: 'Folder of that server, in which its test key is kept.',
  test_secret_key: 'Test key of the server; without it, the one that is kept in the folder.',
};
const COME_BACK_MS = 1_000;
const TIMEOUT_MS = 30_000;

interface Options {
  readonly forwardTo?: string;
  readonly events?: readonly string[];
  readonly server?: string;
  readonly json?: true;
  readonly printSecret?: true;
}

export function addListen(program: Command): void {
  const command = program
    .command('listen')
    .description('Show the events of test mode as they happen, or forward them to a program on this machine.')
    .option('--forward-to <url>', 'Where to post each event.')
    .option('--events <type...>', 'Only events of these types; a * at the end, in quotes, asks for all that begin so.')
    .option('--server <url>', 'The server to listen to, where it is not on this machine.')
    .option('--json', 'Print each event as a line of JSON, and nothing else on stdout.')
    .option('--print-secret', 'Print the secret that signs, and end.')
    .addHelpText('after', NOTES);
  addSettings(command, SETTINGS, MEANINGS).action(async (options: Options) => {
    const settings = settingsOf(command, SETTINGS);
    const key = settings.test_secret_key ?? (await readKeptKey(keptKeyFile(settings.data_folder), machineClock));
    if (key === undefined) {
      throw new StartError(
        'No key is known. Give one with DAYBOOK_TEST_SECRET_KEY, or name the data folder of the server with --data.',
      );
    }
    const secret = webhookSecret(key, 'daybook listen', 0);
    if (options.printSecret) {
      process.stdout.write(`${secret}\n`);
      return;
    }
    // Nobody reads any more: there is nothing left to do.
    process.stdout.once('error', () => process.exit());
    const listener = new Listener(options, options.server ?? `http://127.0.0.1:${settings.port}`, key, secret);
    await listener.run();
  });
}

class Listener {
  readonly #options: Options;
  readonly #stream: string;
  readonly #key: string;
  readonly #secret: string;
  readonly #target: string | undefined;
  readonly #poster = new Poster(targetPolicy(true), new WrittenTime(machineClock), machineClock, TIMEOUT_MS);
  #last: string | undefined;
  #is_ready = false;

  constructor(options: Options, server: string, key: string, secret: string) {
    this.#options = options;
    this.#key = key;
    this.#secret = secret;
    this.#target = options.forwardTo === undefined ? undefined : targetOf(options.forwardTo);
    const types = (options.events ?? []).map((type) => `types[]=${encodeURIComponent(type)}`);
    this.#stream = `${urlOf('--server', server).replace(/\/$/, '')}/v1/events/stream?${types.join('&')}`;
  }

  /** For ever: the server ends each connection after a while, and may be started anew. */
  async run(): Promise<never> {
    for (;;) {
      try {
        await this.#follow();
      } catch (error) {
        // A refusal is the same the next time; a server that does not answer may be starting anew.
        if (!this.#is_ready || (error instanceof StartError && !(error instanceof Unreachable))) throw error;
      }
      await pause(COME_BACK_MS);
    }
  }

  async #follow(): Promise<void> {
    const response = await fetch(this.#stream, {
      headers: {
        Authorization: `Bearer ${this.#key}`,
        ...(this.#last === undefined ? {} : { 'Last-Event-ID': this.#last }),
      },
    }).catch((cause) => {
      throw new Unreachable(
        `${this.#stream.split('/v1/')[0]} does not answer. Start the server, or name it with --server.`,
        {
          cause,
        },
      );
    });
    if (!response.ok) await refuse(response);
    this.#ready();
    if (response.body === null) return;
    for await (const { id, data } of serverSentEvents(response.body as AsyncIterable<Uint8Array>)) {
      if (data !== undefined) await this.#take(id, data);
      this.#last = id;
    }
  }

  #ready(): void {
    if (this.#is_ready) return;
    this.#is_ready = true;
    process.stderr.write(`Ready. The webhook signing secret is ${this.#secret}\n`);
  }

  async #take(sequence: string, data: string): Promise<void> {
    const event = JSON.parse(data) as { readonly id: string; readonly type: string };
    if (this.#options.json) process.stdout.write(`${data}\n`);
    else print(`--> ${event.type} [${event.id}]`);
    if (this.#target === undefined) return;
    const body = JSON.stringify(event, null, 2);
    const now = Math.floor(Date.now() / 1000);
    const tried = await this.#poster.post({
      url: this.#target,
      body,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'Stripe-Signature': signatureHeader(body, [this.#secret], now),
        'Daybook-Sequence': sequence,
      },
    });
    const line = `<-- [${tried?.status ?? tried?.error}] POST ${this.#target} [${event.id}]`;
    if (this.#options.json) process.stderr.write(`${line}\n`);
    else print(line);
  }
}

/** The server is not there: the end at the first try, and worth waiting for later. */
class Unreachable extends StartError {}

async function refuse(response: Response): Promise<never> {
  const body = (await response.json().catch(() => undefined)) as { error?: { message?: string } } | undefined;
  throw new StartError(`The server refused: ${body?.error?.message ?? `status ${response.status}`}`);
}

function print(line: string): void {
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ');
  process.stdout.write(`${time}  ${line}\n`);
}

/** `localhost:3000/webhook` is what people write; a bare port too. */
function targetOf(text: string): string {
  if (/^\d{1,5}$/.test(text)) return `http://localhost:${text}/`;
  return urlOf('--forward-to', /^\w+:\/\//.test(text) ? text : `http://${text}`);
}

function urlOf(flag: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url.href;
  throw new UsageError(`${flag} must be a URL of http or https, such as http://localhost:3000/webhook.`);
}
