/** Something that keeps Daybook from starting and that its operator can mend; the message says how, in one line. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** That the files are damaged, lack something, or do not belong together. */
export class DamageError extends StartError {}
