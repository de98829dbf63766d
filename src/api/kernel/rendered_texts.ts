/**
 * Objects as they were rendered lately. A version of an object never changes, so its text can be kept without ever
 * being wrong, where it does not depend on the time too (`dependsOnTime`); rendering is the larger part of what a read
 * costs.
 */

/** Characters in each of two generations, so that memory stays bounded: at most 16 MB of Latin text. */
const MAXIMUM_CHARACTERS = 8 * 1024 * 1024;

export class RenderedTexts {
  readonly #maximum: number;
  #young = new Map<string, string>();
  #old: ReadonlyMap<string, string> = new Map();
  #characters = 0;

  constructor(maximum_characters = MAXIMUM_CHARACTERS) {
    this.#maximum = maximum_characters;
  }

  /** The text under a key that names everything the text depends on. */
  get(key: string, render: () => string): string {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const text = this.#old.get(key) ?? render();
    this.#characters += text.length;
    if (this.#characters > this.#maximum) {
      // What was not asked for since the last time is forgotten.
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = text.length;
    }
    this.#young.set(key, text);
    return text;
  }
}
