/** Told now and then during long work: `doing` says what is counted, such as `Chaining the journal`. */
export type OnProgress = (doing: string, done: number, total: number) => void;
