import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RenderedTexts } from '../../../src/api/kernel/rendered_texts.js';

const never = (): string => assert.fail('this text should have been kept');

describe('rendered texts', () => {
  it('renders once for each key', () => {
    const texts = new RenderedTexts(100);
    assert.equal(
      texts.get('a', () => 'first'),
      'first',
    );
    assert.equal(texts.get('a', never), 'first');
    assert.equal(
      texts.get('b', () => 'second'),
      'second',
    );
  });

  it('forgets what was not asked for while others filled it twice, and keeps the rest', () => {
    const texts = new RenderedTexts(10);
    texts.get('used', () => '12345');
    texts.get('unused', () => '12345');
    texts.get('c', () => '12345');
    assert.equal(texts.get('used', never), '12345');
    texts.get('d', () => '12345');
    assert.equal(texts.get('used', never), '12345');
    assert.equal(
      texts.get('unused', () => 'again'),
      'again',
    );
  });
});
