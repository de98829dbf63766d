const NEWLINE = 0x0a;
const QUOTE = 0x22;

/** Counts the rows that have come, without the header; a line end between quotes is in a field and ends no row. */
export function rowsIn(): (part: Uint8Array) => number {
  let lines = 0;
  let is_quoted = false;
  return (part) => {
    for (const byte of part) {
      if (byte === QUOTE) is_quoted = !is_quoted;
      else if (byte === NEWLINE && !is_quoted) lines += 1;
    }
    return Math.max(0, lines - 1);
  };
}

/** The name that the server gives the file. */
export function fileNameOf({ headers }: Response): string {
  return /filename="([\w.-]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'payments.csv';
}

export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
