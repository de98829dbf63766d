/** Card numbers as people and programs write them, and whether one is left in what was kept. */

/** A number of each network's length, and its groups on the card. */
export const NUMBERS: readonly (readonly [number: string, groups: readonly number[]])[] = [
  ['4539578763621486', [4, 4, 4, 4]],
  ['378282246310005', [4, 6, 5]],
  ['30569309025904', [4, 6, 4]],
  ['6205500000000000004', [4, 4, 4, 4, 3]],
];

export const SEPARATORS: readonly string[] = [
  ...[
    ' ',
    '  ',
    '   ',
    '    ',
    '\t',
    '\n',
    '\r\n',
    '-',
    '.',
    '/',
    '_',
    ',',
    ':',
    ';',
    '|',
    '*',
    '#',
    '=',
    '~',
    '\\',
    "'",
    '"',
  ],
  ...[
    '+',
    '&',
    ')(',
    ' - ',
    ' / ',
    '. ',
    'x',
    ' x ',
    '\u00a0',
    '\u200b',
    '\u00ad',
    '\u200f',
    '\ufeff',
    '\u0301',
    '\u3000',
  ],
  ...[
    '\u2012',
    '\u2212',
    '\u2014',
    '\u00b7',
    '\u2022',
    '\u2009',
    '\u2060',
    '\ufe0f\u20e3',
    '\u0085',
    '😀',
    '%20',
    '%2D',
    '%C2%A0',
  ],
  ...['%E3%80%80', '&nbsp;', '&#160;', '&#xa0;', '&ensp;', '<br>', '\\u00a0', '\\n'],
];

/** The zeros of scripts. */
export const ZEROS: readonly string[] = ['0', '٠', '۰', '०', '০', '๐', '０', '𝟎', '𝟘', '𞥐'];

/** In groups, in the digits of the script with this zero. */
export function spelled(number: string, groups: readonly number[], separator: string, zero = '0'): string {
  let from = 0;
  const written: string[] = [];
  for (const length of groups) {
    written.push(inScript(number.slice(from, from + length), zero));
    from += length;
  }
  return written.join(separator);
}

function inScript(digits: string, zero: string): string {
  return digits.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));
}

/** A text without anything that makes a number hard to find: the digits of all scripts, and nothing between them. */
export function digitsLeftIn(text: string): string {
  let plain = text;
  for (let depth = 0; depth < 2; depth += 1) {
    plain = plain.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) =>
      Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
    );
  }
  return plain
    .replace(/&#x[0-9a-f]+;|&#\d+;|\\u[0-9a-f]{4}/gi, ' ')
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => (/\d/.test(digit) ? digit : asAscii(digit)))
    .replace(/\D+/g, '');
}

function asAscii(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.map((each) => each.codePointAt(0) ?? 0).find((begin) => code >= begin && code < begin + 10);
  return zero === undefined ? digit : String(code - zero);
}
