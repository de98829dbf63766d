/** What all stories of one demo share: who has paid before, and the numbers that count on. */
import type { FingerprintOf } from '../../core/payments/cards.js';
import type { GivenPaymentMethod } from '../../core/payments/payment_method/given.js';
import { CARDS } from '../../core/payments/processor/registry.js';
import type { Chance } from './chance.js';
import { newPerson, type Person } from './people.js';
import { type Steps, step } from './story.js';

export interface Payer {
  readonly person: Person;
  /** Absent: somebody who pays without an account. */
  readonly customer?: string;
}

const FIRST_ORDER = 10_240;

export class World {
  readonly chance: Chance;
  readonly #fingerprintOf: FingerprintOf;
  readonly #known: Payer[] = [];
  #orders = FIRST_ORDER;

  constructor(chance: Chance, fingerprintOf: FingerprintOf) {
    this.chance = chance;
    this.#fingerprintOf = fingerprintOf;
  }

  nextOrder(): number {
    this.#orders += 1;
    return this.#orders;
  }

  /** Somebody who has paid before, somebody who has just signed up, or a guest. */
  *payer(at_ms: number): Steps<Payer> {
    const drawn = this.chance.next();
    if (drawn < 0.52 && this.#known.length > 0) return this.chance.pick(this.#known);
    const person = newPerson(this.chance);
    if (drawn > 0.82) return { person };
    const { name, email, address } = person;
    const { id } = yield step(at_ms, 'customer.create', {
      members: { name, email, address },
      metadata: { newsletter: this.chance.happens(0.4) ? 'yes' : 'no' },
      payment_method: undefined,
      default_payment_method: undefined,
      test_clock: undefined,
    });
    const payer = { person, customer: id };
    this.#known.push(payer);
    return payer;
  }

  /** A card as its holder enters it. */
  card(key: string, { name, email, address }: Person, at_ms: number): GivenPaymentMethod {
    const method = CARDS.template(`pm_card_${key}`, Math.floor(at_ms / 1000), this.#fingerprintOf);
    if (method === undefined) throw new Error(`there is no test card ${key}`);
    return {
      made: {
        method,
        allow_redisplay: undefined,
        billing_details: { name, email, address },
        metadata: undefined,
      },
    };
  }
}
