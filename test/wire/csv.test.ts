import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine, foreignText } from '../../src/wire/csv.js';

test('cells with commas, quotes and breaks are quoted, others stand as they are', () => {
  assert.equal(csvLine(['a', '', 'b c', 'd,e', 'f"g', 'h\r\ni', 'ü']), 'a,,b c,"d,e","f""g","h\r\ni",ü\r\n');
});

test('what a spreadsheet would run is quoted with an apostrophe, and nothing else is touched', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＠x']) {
    assert.equal(foreignText(text), `'${text}`);
  }
  for (const text of ['', 'a=1', '1-1', "'=1", ' x', 'jenny@example.com']) assert.equal(foreignText(text), text);
});
