import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvLine, foreignText } from '../../src/wire/csv.js';

/** As the documentation tells programs to read a cell. */
function read(cell: string): string {
  return cell.startsWith("'") && foreignText(cell.slice(1)) === cell ? cell.slice(1) : cell;
}

test('cells with commas, quotes and breaks are quoted, others stand as they are', () => {
  assert.equal(csvLine(['a', '', 'b c', 'd,e', 'f"g', 'h\r\ni', 'ü']), 'a,,b c,"d,e","f""g","h\r\ni",ü\r\n');
});

test('what a spreadsheet would run is quoted with an apostrophe, and nothing else is touched', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\tx', '＝1', '＠x', '﹦1', '﹣2']) {
    assert.equal(foreignText(text), `'${text}`);
  }
  for (const text of ['', 'a=1', '1-1', "'a", ' x', "it's", 'jenny@example.com']) assert.equal(foreignText(text), text);
});

test('blanks of every kind do not hide a formula', () => {
  const shown = [' ', '  ', '\u00A0', '\u3000', '\u2007', '\u2028', '\u0085', '\u2800', '\u3164', '\u115F'];
  const hidden = ['\uFEFF', '\u200B', '\u2060', '\u0000', '\u00AD', '\u202E'];
  for (const blank of [...shown, ...hidden, " ' \u3000"]) {
    assert.equal(foreignText(`${blank}=1+1`), `'${blank}=1+1`, JSON.stringify(blank));
  }
});

test('the apostrophe can be taken off again: no two texts become the same', () => {
  assert.deepEqual(['=1+1', "'=1+1", "''=1+1", "' =1"].map(foreignText), ["'=1+1", "''=1+1", "'''=1+1", "'' =1"]);
  const characters = fc.constantFrom("'", '=', '-', ' ', '\t', '\n', '\u00A0', 'a', '1');
  fc.assert(fc.property(fc.string({ unit: characters }), (text) => assert.equal(read(foreignText(text)), text)));
});

test('a long text without a formula is read once', () => {
  const text = `${"' ".repeat(500_000)}x`;
  assert.equal(foreignText(text), text);
});
