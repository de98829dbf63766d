/**
 * The real store, as somebody sees it for whom each call takes its time: it is carried out in one step and answered in
 * another, and may fail before the first, or between the two, when it is written and nobody is told.
 */
import { StorageFullError, type Store, StoreUnreachableError } from '../../src/store/port.js';
import type { Owner, Scheduler } from './scheduler.js';

export interface Faults {
  /** Of calls, how many fail. */
  readonly failing: number;
  readonly slow: number;
}

const WRITES = new Set(['commit', 'pruneReplies', 'enter', 'claim', 'record', 'pruneDeliveries']);

/** From when something is read to when that is known. */
export const USUAL_ANSWER_MS = 20;
export const LONGEST_MS = 4_000;

type Methods = Readonly<Record<string, unknown>>;
type Method = (...given: unknown[]) => Promise<unknown>;

export interface SteppedStore {
  readonly scheduler: Scheduler;
  readonly owner: Owner;
  readonly faults: () => Faults;
  /** Called when something has just been written. */
  readonly onWritten: (method: string) => void;
  readonly onFault: () => void;
}

export function steppedStore(store: Store, options: SteppedStore): Store {
  const { requests, deliveries } = store;
  const stepped = (methods: object) => steppedMethods(methods as Methods, options);
  return {
    ...(stepped(store) as unknown as Store),
    requests: stepped(requests) as unknown as Store['requests'],
    deliveries: stepped(deliveries) as unknown as Store['deliveries'],
  };
}

function steppedMethods(methods: Methods, options: SteppedStore): Methods {
  return Object.fromEntries(
    Object.entries(methods).map(([name, member]) => [
      name,
      typeof member === 'function' ? (...given: unknown[]) => call(name, given, member as Method, options) : member,
    ]),
  );
}

function call(name: string, given: unknown[], method: Method, options: SteppedStore): Promise<unknown> {
  const { scheduler, owner, faults, onWritten, onFault } = options;
  const { chance } = scheduler;
  const is_write = WRITES.has(name);
  const wait = (usual_ms: number) =>
    chance.happens(faults().slow) ? chance.whole(200, LONGEST_MS) : chance.next() * usual_ms;
  return new Promise((resolve, reject) => {
    scheduler.add(owner, `${name}${about(given[0])}`, wait(is_write ? 20 : 4), () => {
      const fails = chance.happens(faults().failing);
      if (fails) onFault();
      if (fails && (!is_write || chance.happens(0.5))) {
        scheduler.note(`${owner.name}: ${name} fails`);
        reject(chance.happens(0.3) && is_write ? new StorageFullError('full') : new StoreUnreachableError('gone'));
        return;
      }
      const answer = (label: string, act: () => void) => {
        // What is read comes back at once, more often than not.
        if (is_write || chance.happens(0.4)) scheduler.add(owner, `${name} ${label}`, wait(USUAL_ANSWER_MS), act);
        else act();
      };
      method(...given).then(
        (value) => {
          if (is_write) onWritten(name);
          if (fails) answer('was done, and the answer is lost', () => reject(new StoreUnreachableError('lost')));
          else answer('is answered', () => resolve(value));
        },
        (error) => answer('is refused', () => reject(error)),
      );
    });
  });
}

/** The endpoints that a call is about, where it is about such. */
function about(given: unknown): string {
  const named = (Array.isArray(given) ? given : [given]) as readonly ({ readonly endpoint?: unknown } | undefined)[];
  return named.map((each) => (typeof each?.endpoint === 'string' ? ` ${each.endpoint}` : '')).join('');
}
