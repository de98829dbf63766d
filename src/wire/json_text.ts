/** JSON that is text already, so that what was written once is not written again. */

const INDENT = '  ';

export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An answer's body: indented by two spaces, as Stripe's are. */
export function jsonText(value: object): string {
  return value instanceof JsonText ? value.text : JSON.stringify(value, null, 2);
}

/** The same of an object that holds a list, around what is in the list as text, indented by two levels. */
export function jsonTextAround(value: object, data: readonly string[]): string {
  const empty = '\n  "data": []';
  // Within texts there are no line breaks, so this is the member itself.
  return jsonText({ ...value, data: [] }).replace(empty, () =>
    data.length === 0 ? empty : `\n  "data": [\n    ${data.join(',\n    ')}\n  ]`,
  );
}

/** The text as it is within so many levels of hashes and arrays. */
export function indented(text: string, levels: number): string {
  if (levels === 0) return text;
  // Within texts there are no line breaks: JSON escapes them. A join makes one flat text; what replaceAll makes is a
  // chain of pieces, which every later use would have to walk through.
  return text.split('\n').join(`\n${INDENT.repeat(levels)}`);
}
