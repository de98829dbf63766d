/**
 * What a few operations need beside the store, such as the webhooks that one is to poke. The operation names it, and is
 * given it when it runs; whoever builds the server says once what is behind the name.
 */

export interface Service<T> {
  readonly name: string;
  /** Never there: it ties the name to the type. */
  readonly type?: T;
}

export function service<T>(name: string): Service<T> {
  return { name };
}

export class Services {
  readonly #given = new Map<Service<unknown>, unknown>();

  with<T>(service: Service<T>, given: T): this {
    this.#given.set(service, given);
    return this;
  }

  has<T>(service: Service<T>): boolean {
    return this.#given.has(service);
  }

  get<T>(service: Service<T>): T {
    if (!this.has(service)) throw new Error(`nothing is given as ${service.name}`);
    return this.#given.get(service) as T;
  }
}
