/** Search finds texts whatever their case, in every script and on every engine alike. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { assertRefused, get, post, read, type Wire } from '../../support/reporting.js';

/** A text, and what finds it with `:`; then parts of it that find it with `~`. */
const CASES: readonly (readonly [name: string, same: readonly string[], parts: readonly string[]])[] = [
  ['ÉCOLE Polytechnique', ['école polytechnique', 'École POLYTECHNIQUE'], ['école', 'ÉCO', 'poly']],
  ['Straße 5', ['STRASSE 5', 'straße 5', 'STRAẞE 5'], ['rass', 'RASSE', 'raß']],
  ['Οδός Ερμού', ['ΟΔΌΣ ΕΡΜΟΎ', 'οδόσ ερμού'], ['ΟΔΌΣ', 'όσ ε']],
  ['Москва', ['МОСКВА', 'москва'], ['МОС', 'сква']],
  ['İstanbul', ['istanbul', 'ISTANBUL', 'ıstanbul', 'İSTANBUL'], ['ist', 'İST', 'bul']],
  ['Երևան', ['երևան'], ['ևան', 'երև']],
  ['日本 Tōkyō', ['日本 TŌKYŌ'], ['日本 tō', 'KYŌ']],
  ["quote 'a' \\ back", ["QUOTE 'A' \\ BACK"], ["'a'"]],
];

for (const engine of engines()) {
  describe(`search without regard to case on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    const ids = new Map<string, string>();
    before(async () => {
      daybook = await engine.start();
      for (const [name] of CASES) {
        const { body } = await post(daybook, '/v1/customers', { name, 'metadata[name]': name });
        ids.set(body.id, name);
      }
    });
    after(() => daybook?.remove());

    const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    const found = async (query: string): Promise<(string | undefined)[]> => {
      const { data } = await read(daybook, '/v1/customers/search', { query });
      return data.map(({ id }: Wire) => ids.get(id));
    };

    for (const [name, same, parts] of CASES) {
      it(`finds ${name}`, async () => {
        for (const text of [name, ...same]) {
          assert.deepEqual(await found(`name:${quoted(text)}`), [name], text);
          assert.deepEqual(await found(`metadata["name"]:${quoted(text)}`), [name], text);
        }
        for (const part of parts) {
          assert.deepEqual(await found(`name~${quoted(part)}`), [name], part);
          assert.deepEqual(await found(`metadata["name"]~${quoted(part)}`), [name], part);
        }
        const others = await found(`-name:${quoted(name.toUpperCase())}`);
        assert.equal(others.includes(name), false);
        assert.equal(others.length, CASES.length - 1);
      });
    }

    it('keeps accents apart', async () => {
      assert.deepEqual(await found('name:"ecole polytechnique"'), []);
      assert.deepEqual(await found('name~"tokyo"'), []);
    });

    it('finds any text by its upper and by its lower case', async () => {
      // Letters of scripts whose case has not changed in years: engines may know different versions of Unicode.
      const letter = fc.constantFrom(...'aZéÀßẞñŠžıİσςΩЖйԲքⱢǅ ﬁſ1\u00b5\u212b');
      const texts = fc.array(letter, { minLength: 3, maxLength: 12 }).map((letters) => `x${letters.join('')}x`);
      await fc.assert(
        fc.asyncProperty(texts, async (text) => {
          const { body } = await post(daybook, '/v1/customers', { description: 'any', name: text });
          ids.set(body.id, body.id);
          for (const query of [text, text.toUpperCase(), text.toLowerCase()]) {
            assert.ok((await found(`name:${quoted(query)}`)).includes(body.id), `${text} by ${query}`);
          }
          const middle = [...text].slice(1, 4).join('');
          assert.ok((await found(`name~${quoted(middle.toUpperCase())}`)).includes(body.id), `${text} by ${middle}`);
        }),
        { numRuns: 25 },
      );
    });

    it('asks for three characters of a part', async () => {
      for (const [query, status] of [
        ['name~"ab"', 400],
        ['name~"é"', 400],
        ['metadata["name"]~"日本"', 400],
        ['-name~"ab"', 400],
        ['name:"ab" OR name~"ab"', 400],
        ['name~"日本 "', 200],
        ['name:"a"', 200],
      ] as const) {
        const answer = await get(daybook, '/v1/customers/search', { query });
        if (status === 400) assert.match(assertRefused(answer, 400, undefined, 'query'), /at least 3 characters/);
        else assert.equal(answer.status, 200, query);
      }
    });
  });
}
