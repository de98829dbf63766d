import type { Readable } from 'node:stream';

/** An answer that is written while it is sent. */
export class StreamAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: Readable;

  /** `file_name`: under which a browser saves it; letters, digits, dots and dashes. */
  constructor(content_type: string, stream: Readable, file_name?: string) {
    this.headers = {
      'content-type': content_type,
      ...(file_name === undefined ? {} : { 'content-disposition': `attachment; filename="${file_name}"` }),
    };
    this.stream = stream;
  }
}
