/** Who is slowed when keys are guessed: addresses, as the server or a proxy before it sees them. */
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../../app/clock.js';
import { SignInBrake } from '../../../app/dashboard/sign_in_brake.js';
import { isPublicAddress } from '../../../app/webhooks/targets.js';
import { headerOf } from '../../kernel/request_headers.js';

export class SignInBrakes {
  readonly #each: SignInBrake;
  /** Behind a proxy people have addresses of their own by its word; together they have more, and not without end. */
  readonly #together: SignInBrake;

  constructor(clock: Clock) {
    this.#each = new SignInBrake(10, 6_000, clock);
    this.#together = new SignInBrake(100, 600, clock);
  }

  /** Counts a try; in how many seconds the next one may be made, if this one may not. */
  begin(request: FastifyRequest): number {
    const { address, connected } = addressesOf(request);
    return this.#each.begin(address) || this.#together.begin(connected);
  }

  /** The try was right. */
  giveBack(request: FastifyRequest): void {
    const { address, connected } = addressesOf(request);
    this.#each.giveBack(address);
    this.#together.giveBack(connected);
  }
}

/** What a proxy added last is the address that it saw; from the public internet nobody is a proxy. */
function addressesOf(request: FastifyRequest): { readonly address: string; readonly connected: string } {
  const connected = request.ip;
  const forwarded = headerOf(request.headers, 'x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 100);
  if (forwarded === undefined || isPublicAddress(connected)) return { address: connected, connected };
  return { address: `${connected} ${forwarded}`, connected };
}
