/** Committing the command of a request, once: a request that is repeated under its key gets what was kept of the first. */
import { brokenBy } from '../../app/failures.js';
import type { Ledger } from '../../app/ledger.js';
import type { CommandInput, CommandName } from '../../core/commands.js';
import { maskCardNumbers } from '../../core/kernel/card_number/masked.js';
import { isRefusal, type Refusal } from '../../core/kernel/errors.js';
import type { StoredReply, StoredRow } from '../../store/port.js';
import type { ApiVersion } from '../../wire/api_version.js';
import { actorText, type Caller } from './actor.js';
import type { Reading } from './reading.js';

/** Of a POST with an Idempotency-Key. */
export interface Idempotency {
  readonly key: string;
  readonly kept_under: string;
  readonly request_hash: string;
}

/** Who commits, and what the journal keeps of the request. */
interface CommittedAs extends Caller {
  readonly request_id: string;
  readonly version: ApiVersion;
  /** As it was sent. */
  readonly path: string;
  readonly idempotency: Idempotency | undefined;
}

export class Committing {
  /** The request whose answer is kept under this request's idempotency key: itself, or the one that is repeated. */
  original_request: string | undefined;
  /** The object that the request changed. */
  changed: StoredRow | undefined;
  /** What was answered first, where this request only repeats another. */
  repeated: StoredReply | undefined;
  readonly #committer: Ledger['committer'];
  readonly #reading: Reading;
  readonly #as: CommittedAs;

  constructor(committer: Ledger['committer'], reading: Reading, as: CommittedAs) {
    this.#committer = committer;
    this.#reading = reading;
    this.#as = as;
  }

  /** The object to answer with, in the version to answer with. */
  async commit<N extends CommandName>(name: N, input: CommandInput<N>): Promise<StoredRow | Refusal> {
    const { identity, via, request_id, version, idempotency, path } = this.#as;
    const outcome = await this.#committer.submit({
      name,
      input,
      scope: identity.scope.scope,
      livemode: identity.scope.livemode,
      actor: actorText(identity.key.id, via),
      request_id,
      api_version: version.text,
      // The path is kept with the answer; a card's number in it is not.
      ...(idempotency === undefined ? {} : { idempotency: { ...idempotency, path: maskCardNumbers(path) } }),
    });
    switch (outcome.status) {
      case 'refused':
        if (isKept(outcome.refusal)) this.original_request = request_id;
        return outcome.refusal;
      case 'broken':
        throw brokenBy(outcome);
      case 'done':
        this.original_request = request_id;
        this.changed = outcome.row;
        return outcome.row;
      case 'replayed':
        return this.#repeat(outcome.reply);
    }
  }

  async #repeat(reply: StoredReply): Promise<StoredRow | Refusal> {
    this.repeated = reply;
    this.original_request = reply.request_id;
    if (isRefusal(reply.outcome)) return reply.outcome;
    const { id, version } = reply.outcome;
    const row = await this.#reading.versionOf(id, { version });
    if (row === undefined) throw new Error(`the journal has lost version ${version} of ${id}`);
    return row;
  }
}

/** Refusals of the key itself, or for lack of room, say nothing about the request and are not kept under the key. */
function isKept({ type, status }: Refusal): boolean {
  return type !== 'idempotency_error' && status !== 409 && status !== 429;
}
