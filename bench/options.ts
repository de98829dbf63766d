/** What `npm run bench` can be asked for. */
import { parseArgs } from 'node:util';
import { isOperationName, OPERATION_NAMES, type OperationName } from './operations.js';

const ENGINE_NAMES = ['sqlite', 'postgres'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

export interface Options {
  readonly engines: readonly EngineName[];
  readonly operations: readonly OperationName[];
  readonly connections: readonly number[];
  /** How long each server is driven in each round of a cell. */
  readonly seconds: number;
  readonly rounds: number;
  /** How many payments are stored before anything is measured. */
  readonly payments: number;
  /** Two numbers of payments to compare, instead of the usual table. */
  readonly compare: readonly [small: number, large: number] | undefined;
  /** How many endpoints and events to measure deliveries with, instead of the usual table. */
  readonly webhooks: readonly [endpoints: number, events: number] | undefined;
  /** How many bodies of 1 MB others are measured beside, instead of the usual table. */
  readonly bodies: number | undefined;
  /** Whether to measure what the chain of the journal costs a commit, instead of the usual table. */
  readonly chain: boolean;
  /** For how many seconds others are measured beside long reads, instead of the usual table. */
  readonly long_reads: number | undefined;
  /** Until how many rows the list of payments is scrolled in a browser, instead of the usual table. */
  readonly dashboard: number | undefined;
  /** Where preloaded stores are kept for the next run; absent: they are made for this run and removed. */
  readonly data: string | undefined;
  /** A folder for CPU profiles of the Daybook process. */
  readonly profile: string | undefined;
  readonly json: boolean;
}

/** What `all` measures; those by customer and by time, and the overviews, are for large stores. */
const USUAL_OPERATIONS: readonly OperationName[] = [
  'retrieve',
  'retrieve_any',
  'list',
  'report_payment',
  'report_refund',
  'create_and_confirm',
  'create_then_capture',
  'create_then_refund',
];

const USAGE = `npm run bench -- [flags]

  --operation NAMES     ${OPERATION_NAMES.join(',')} (default: ${USUAL_OPERATIONS.join(',')})
  --connections NUMBERS open connections, one request at a time each (default: 1,16,64,256)
  --engine NAMES        ${ENGINE_NAMES.join(',')} (default: both; PostgreSQL is skipped where there is none)
  --seconds NUMBER      how long a server is driven in each round (default: 0.8)
  --rounds NUMBER       rounds of a cell; its figures are medians (default: 3)
  --payments NUMBER     payments stored beforehand (default: 10000)
  --compare SMALL,LARGE compare two sizes of store instead, such as 10000,1000000
  --webhooks ENDPOINTS,EVENTS send every event to every endpoint instead, such as 50,2000
  --bodies NUMBER       send so many bodies of 1 MB of digits instead, such as 400, and say how long others wait
  --chain               measure what a commit's place in the journal's chain of hashes costs instead
  --long-reads SECONDS  download 8 tables, scan with 4 searches, follow 200 streams instead, and say how long others wait
  --dashboard ROWS      scroll the list of payments in Chromium until so many rows are loaded instead, such as 10000
  --data FOLDER         keep preloaded SQLite stores here and use them again
  --profile FOLDER      write CPU profiles of the Daybook process, and say where its time went
  --json                print one JSON document instead of tables
`;

/** The options, or what is wrong with the arguments. */
export function readOptions(arguments_: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...arguments_],
      options: {
        operation: { type: 'string' },
        connections: { type: 'string', default: '1,16,64,256' },
        engine: { type: 'string', default: ENGINE_NAMES.join(',') },
        seconds: { type: 'string', default: '0.8' },
        rounds: { type: 'string', default: '3' },
        payments: { type: 'string', default: '10000' },
        compare: { type: 'string' },
        webhooks: { type: 'string' },
        bodies: { type: 'string' },
        chain: { type: 'boolean', default: false },
        'long-reads': { type: 'string' },
        dashboard: { type: 'string' },
        data: { type: 'string' },
        profile: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return USAGE;
    const sizes = values.compare === undefined ? undefined : numbers('compare', values.compare);
    if (sizes !== undefined && sizes.length !== 2) return '--compare takes two numbers, such as 10000,1000000';
    const webhooks = values.webhooks === undefined ? undefined : numbers('webhooks', values.webhooks);
    if (webhooks !== undefined && webhooks.length !== 2) return '--webhooks takes two numbers, such as 50,2000';
    return {
      engines: names('engine', values.engine, (name) => ENGINE_NAMES.find((known) => known === name)),
      operations:
        values.operation === undefined
          ? USUAL_OPERATIONS
          : names('operation', values.operation, (name) => (isOperationName(name) ? name : undefined)),
      connections: numbers('connections', values.connections),
      seconds: number('seconds', values.seconds),
      rounds: number('rounds', values.rounds),
      payments: number('payments', values.payments),
      compare: sizes as [number, number] | undefined,
      webhooks: webhooks as [number, number] | undefined,
      bodies: values.bodies === undefined ? undefined : number('bodies', values.bodies),
      chain: values.chain,
      long_reads: values['long-reads'] === undefined ? undefined : number('long-reads', values['long-reads']),
      dashboard: values.dashboard === undefined ? undefined : number('dashboard', values.dashboard),
      data: values.data,
      profile: values.profile,
      json: values.json,
    };
  } catch (error) {
    return (error as Error).message;
  }
}

function number(flag: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${flag} takes a positive number, not '${text}'`);
  return value;
}

function numbers(flag: string, text: string): number[] {
  return text.split(',').map((part) => number(flag, part));
}

function names<Name>(flag: string, text: string, known: (name: string) => Name | undefined): Name[] {
  return text.split(',').map((name) => {
    const found = known(name);
    if (found === undefined) throw new Error(`--${flag} knows no '${name}'`);
    return found;
  });
}
