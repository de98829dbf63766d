import type { Readable } from 'node:stream';

/** An answer that is written while it is sent. */
export class StreamAnswer {
  readonly content_type: string;
  readonly stream: Readable;

  constructor(content_type: string, stream: Readable) {
    this.content_type = content_type;
    this.stream = stream;
  }
}
