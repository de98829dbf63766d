import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { indented, JsonText, jsonText } from '../../src/wire/json_text.js';
import { LIST_LEVELS, listEnvelope, listText } from '../../src/wire/list.js';

const OBJECTS = [
  { id: 'pr_1', metadata: {}, nested: { list: [1, [2], []] }, text: 'a "quoted"\nline, 1,000 € \u2028' },
  { id: 'pr_2', nothing: null },
];

describe('a list as text', () => {
  for (const count of [0, 1, 2]) {
    it(`is what the envelope of ${count} objects would be written as`, () => {
      const objects = OBJECTS.slice(0, count);
      const texts = objects.map((object) => indented(jsonText(object), LIST_LEVELS));
      assert.equal(listText('/v1/"x', texts, true), jsonText(listEnvelope('/v1/"x', objects, true)));
    });
  }

  it('is not written again', () => {
    assert.equal(jsonText(new JsonText('{ }')), '{ }');
  });
});
