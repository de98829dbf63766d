/**
 * Ids of objects: `<prefix>_` and 24 base-62 characters, for a few kinds 14 or 16.
 *
 * The characters begin with the time, so that the byte order of ids is the order of creation: a list sorted by id is
 * sorted by age without a second index, and a filter on `created` becomes a range of ids.
 *
 *     length 24: 8 time + 4 counter + 12 random
 *     length 14: 8 time + 2 counter +  4 random
 *
 * The alphabet is in ASCII order (digits, upper case, lower case). Stores must therefore compare ids as bytes (SQLite's
 * BINARY, PostgreSQL's COLLATE "C"), never by the rules of a language.
 */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Every text of two characters, in order. Ids are put together from pairs, which halves the work for each id. */
const PAIRS: readonly string[] = [...ALPHABET].flatMap((first) => [...ALPHABET].map((second) => first + second));
const PAIR_COUNT = PAIRS.length;

/** Value of each base-62 character by its code; -1 for other characters. */
const DIGIT_VALUES: readonly number[] = Array.from({ length: 128 }, (_, code) =>
  ALPHABET.indexOf(String.fromCharCode(code)),
);

/** How many texts of four characters there are. */
const FOUR_CHARACTERS = 62 ** 4;

const TIME_WIDTH = 8;
/** The first millisecond that the eight characters of the time cannot hold; it lies in the year 8888. */
const TIME_END_MS = 62 ** TIME_WIDTH;

const DEFAULT_LENGTH = 24;
const MAXIMUM_ID_LENGTH = 255;

/**
 * How many characters follow `<prefix>_` in an id that Daybook makes. Kinds that are missing here have 24. Every length
 * is even and at least 14. Secrets (`whsec_`, the tail of a client secret) are not ids: they carry no time.
 */
export const ID_LENGTHS: Readonly<Record<string, number>> = Object.freeze({
  acct: 16,
  cus: 14,
  prod: 14,
  req: 14,
  si: 14,
  uli: 14,
});

/** How many characters follow `<prefix>_`. */
export function idLength(prefix: string): number {
  return Object.hasOwn(ID_LENGTHS, prefix) ? (ID_LENGTHS[prefix] ?? DEFAULT_LENGTH) : DEFAULT_LENGTH;
}

/**
 * `value` in exactly `width` base-62 characters. A value that is negative, not whole, or too large for the width is a
 * bug of the caller and throws: cutting it off would make texts that sort wrongly.
 */
export function encodeBase62(value: number | bigint, width: number): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`encodeBase62: ${value} is not a whole number that can be held exactly`);
  }
  if (value < 0) throw new RangeError(`encodeBase62: ${value} is negative`);
  let text = '';
  if (typeof value === 'bigint') {
    for (let rest = value; text.length < width || rest > 0n; rest /= 62n)
      text = ALPHABET.charAt(Number(rest % 62n)) + text;
  } else {
    for (let rest = value; text.length < width || rest > 0; rest = Math.floor(rest / 62)) {
      text = ALPHABET.charAt(rest % 62) + text;
    }
  }
  if (text.length > width) throw new RangeError(`encodeBase62: ${value} does not fit into ${width} characters`);
  return text;
}

/** The same as `encodeBase62(value, 4)` for values known to fit, in two steps instead of four. */
function fourCharacters(value: number): string {
  return `${PAIRS[Math.floor(value / PAIR_COUNT)]}${PAIRS[value % PAIR_COUNT]}`;
}

/** The number that a base-62 text stands for, of any length; null for an empty text or other characters. */
export function decodeBase62(text: string): bigint | null {
  if (!isBase62(text)) return null;
  let value = 0n;
  for (let at = 0; at < text.length; at += 1) value = value * 62n + BigInt(DIGIT_VALUES[text.charCodeAt(at)] ?? 0);
  return value;
}

function isBase62(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if ((DIGIT_VALUES[text.charCodeAt(at)] ?? -1) < 0) return false;
  }
  return text.length > 0;
}

/**
 * How many random bytes are fetched at once: a call into the system's generator costs more than a whole id, and 4 KB
 * last for some 300 ids.
 */
const POOL_SIZE_BYTES = 4096;

/** The largest multiple of the number of pairs that two bytes can hold: draws at or above it would favour some pairs. */
const UNBIASED_DRAWS = 65_536 - (65_536 % PAIR_COUNT);

/**
 * How many milliseconds a prefix remembers its counter for. A clock that steps back a little, or two clocks that take
 * turns, then go on counting where they were.
 */
const REMEMBERED_MILLISECONDS = 1024;

/** What a source knows of one prefix. The current millisecond lives in two fields, all others in the map. */
interface PrefixState {
  readonly start: string;
  readonly counter_pairs: number;
  readonly random_pairs: number;
  /** The counter's last value. It marks ids whose order is lost; the values before it are given out in order. */
  readonly counter_last: number;
  current_ms: number;
  /** How many ids the current millisecond has had: the next value of its counter. */
  current_count: number;
  readonly counts: Map<number, number>;
  /** The latest millisecond that was dropped from `counts`; anything later that is not in `counts` is really new. */
  forgotten_until_ms: number;
  /** The highest count among those dropped: a safe start for a millisecond that may have been one of them. */
  forgotten_count: number;
  /** Goes round the last four characters of ids whose order is lost; null until the first one. */
  spill: number | null;
}

/**
 * Makes ids. Within one source, the ids of one prefix and one millisecond strictly increase in byte order, in whatever
 * order the milliseconds come: an id always bears the time it is given, also when the clock went backwards, and only
 * ids of equal times are told apart by the counter. The counter starts at 0 in every new millisecond.
 *
 * **Overflow.** A millisecond has room for 62^2 - 1 ordered ids of a short kind (3,843) and for 62^4 - 1 of a long one
 * (about 14.8 million). Ids beyond that still bear their time and are still unique: their counter stays at its last
 * value and their last four characters count on from a random start, so that only their order within the millisecond is
 * lost. After another 62^4 of them in the same millisecond a kind of 14 characters has no ids left and `next` throws.
 *
 * **Memory.** Counters are kept for the latest 512 to 1,024 milliseconds of each prefix. An id for a millisecond older
 * than these starts above every counter that was forgotten, so that it still follows its predecessors; each such return
 * to the distant past uses up one value, and after as many as a millisecond has room for, it is treated as overflow.
 *
 * Two sources (two processes) do not know of each other: between them, uniqueness rests on the random characters.
 */
export class IdSource {
  readonly #random_bytes: (count: number) => Uint8Array;
  readonly #states = new Map<string, PrefixState>();
  #pool: Uint8Array = new Uint8Array(0);
  #pool_at = 0;
  #time_ms = Number.NaN;
  #time_text = '';

  /** `random_bytes` returns that many unpredictable bytes, as `randomBytes` of node:crypto does. */
  constructor(random_bytes: (count: number) => Uint8Array) {
    this.#random_bytes = random_bytes;
  }

  /** A new id of the kind `prefix` (without the underscore) for an object made at `at_ms`, in Unix milliseconds. */
  next(prefix: string, at_ms: number): string {
    const time_ms = Math.floor(at_ms);
    if (time_ms !== this.#time_ms) this.#setTime(time_ms);
    const state = this.#states.get(prefix) ?? this.#addState(prefix);
    if (time_ms !== state.current_ms) switchMillisecond(state, time_ms);
    const count = state.current_count;
    if (count >= state.counter_last) return this.#nextSpilled(state, prefix);
    state.current_count = count + 1;
    let text = state.start + this.#time_text;
    if (state.counter_pairs === 2) text += PAIRS[Math.floor(count / PAIR_COUNT)];
    text += PAIRS[count % PAIR_COUNT];
    for (let pairs = state.random_pairs; pairs > 0; pairs -= 1) text += this.#randomPair();
    return text;
  }

  /** The eight characters of the time are the same for all ids of a millisecond, of whatever kind. */
  #setTime(time_ms: number): void {
    if (!(time_ms >= 0 && time_ms < TIME_END_MS))
      throw new RangeError(`IdSource: the time ${time_ms} ms is out of range`);
    this.#time_text = fourCharacters(Math.floor(time_ms / FOUR_CHARACTERS)) + fourCharacters(time_ms % FOUR_CHARACTERS);
    this.#time_ms = time_ms;
  }

  #addState(prefix: string): PrefixState {
    const length = idLength(prefix);
    const counter_pairs = length >= DEFAULT_LENGTH ? 2 : 1;
    const state: PrefixState = {
      start: `${prefix}_`,
      counter_pairs,
      random_pairs: (length - TIME_WIDTH) / 2 - counter_pairs,
      counter_last: PAIR_COUNT ** counter_pairs - 1,
      current_ms: -1,
      current_count: 0,
      counts: new Map(),
      forgotten_until_ms: -1,
      forgotten_count: 0,
      spill: null,
    };
    this.#states.set(prefix, state);
    return state;
  }

  /** An id for a millisecond whose counter is used up; see "Overflow" above. */
  #nextSpilled(state: PrefixState, prefix: string): string {
    if (state.random_pairs === 2 && state.current_count - state.counter_last >= FOUR_CHARACTERS) {
      throw new RangeError(`IdSource: no more ids with the prefix ${prefix} in the millisecond ${state.current_ms}`);
    }
    state.current_count += 1;
    const spill = state.spill ?? this.#randomPairIndex() * PAIR_COUNT + this.#randomPairIndex();
    state.spill = (spill + 1) % FOUR_CHARACTERS;
    let text = state.start + this.#time_text + encodeBase62(state.counter_last, 2 * state.counter_pairs);
    for (let pairs = state.random_pairs - 2; pairs > 0; pairs -= 1) text += this.#randomPair();
    return text + fourCharacters(spill);
  }

  #randomPair(): string {
    return PAIRS[this.#randomPairIndex()] ?? '';
  }

  /**
   * A number below 62^2, all equally likely: two bytes, drawn again (3 times in 1,000) when they would favour low
   * numbers. The number of attempts is limited so that a broken generator cannot hang the server.
   */
  #randomPairIndex(): number {
    let draw = 0;
    for (let attempt = 0; attempt < 32; attempt += 1) {
      if (this.#pool_at + 1 >= this.#pool.length) this.#refillPool();
      draw = (this.#pool[this.#pool_at] ?? 0) * 256 + (this.#pool[this.#pool_at + 1] ?? 0);
      this.#pool_at += 2;
      if (draw < UNBIASED_DRAWS) break;
    }
    return draw % PAIR_COUNT;
  }

  #refillPool(): void {
    this.#pool = this.#random_bytes(POOL_SIZE_BYTES);
    this.#pool_at = 0;
    if (this.#pool.length < 2) throw new Error('IdSource: the source of random bytes returned none');
  }
}

/** Puts the count of the current millisecond away and takes that of another one out. */
function switchMillisecond(state: PrefixState, time_ms: number): void {
  if (state.current_ms >= 0) state.counts.set(state.current_ms, state.current_count);
  if (state.counts.size > REMEMBERED_MILLISECONDS) forgetOldest(state);
  state.current_ms = time_ms;
  const known = state.counts.get(time_ms);
  if (known !== undefined) {
    state.current_count = known;
  } else if (time_ms > state.forgotten_until_ms) {
    state.current_count = 0;
  } else {
    state.current_count = Math.min(state.forgotten_count, state.counter_last);
  }
}

/**
 * Drops the earlier half at once, so that the cost of finding it is spread over hundreds of milliseconds. The latest
 * stay, because a clock far ahead (a test clock) must not make the present look forgotten.
 */
function forgetOldest(state: PrefixState): void {
  const oldest = [...state.counts.keys()].sort((a, b) => a - b).slice(0, REMEMBERED_MILLISECONDS / 2);
  for (const time_ms of oldest) {
    state.forgotten_until_ms = Math.max(state.forgotten_until_ms, time_ms);
    state.forgotten_count = Math.max(state.forgotten_count, state.counts.get(time_ms) ?? 0);
    state.counts.delete(time_ms);
  }
}

/**
 * The lower bound of all ids of a kind made at or after a second: not above any of them, and above every id made
 * before. `created >= s` is `id >= idBoundary(prefix, s)`, `created < s` is `id < idBoundary(prefix, s)`, and with
 * `s + 1` one has `>` and `<=`. Seconds outside the range of ids give a bound below or above all ids of the kind.
 */
export function idBoundary(prefix: string, seconds: number): string {
  const boundary_ms = Math.max(0, Math.ceil(seconds * 1000));
  // "{" follows "z" in ASCII, and so sorts behind every id.
  return `${prefix}_${boundary_ms >= TIME_END_MS ? '{' : encodeBase62(boundary_ms, TIME_WIDTH)}`;
}

/**
 * The time an id bears, in milliseconds; null when the text cannot be an id of Daybook's. An id of the same shape that
 * was made elsewhere, such as one imported from Stripe, gives a meaningless time.
 */
export function idTime(id: string): number | null {
  const underscore = id.lastIndexOf('_');
  if (underscore < 1 || id.length - underscore - 1 !== idLength(id.slice(0, underscore))) return null;
  let time_ms = 0;
  for (let at = underscore + 1; at < id.length; at += 1) {
    const digit = DIGIT_VALUES[id.charCodeAt(at)] ?? -1;
    if (digit < 0) return null;
    if (at <= underscore + TIME_WIDTH) time_ms = time_ms * 62 + digit;
  }
  return time_ms;
}

/**
 * Whether a text has the shape of an id of this kind: the prefix, an underscore, and base-62 characters, at most 255 in
 * all. The number of characters is free, since ids made elsewhere are accepted where objects can be imported.
 */
export function isIdOf(prefix: string, text: string): boolean {
  return (
    text.length <= MAXIMUM_ID_LENGTH &&
    text.startsWith(prefix) &&
    text.charAt(prefix.length) === '_' &&
    isBase62(text.slice(prefix.length + 1))
  );
}
