/**
 * A process of its own that asks the far processor: `node far_process.js LOCATION AHEAD_MS`. Whoever started it is sent
 * each request, and sends the response, or none.
 */
import { type Clock, machineClock } from '../../src/app/clock.js';
import { DueWork } from '../../src/app/due_work.js';
import { type LedgerLocation, openInline } from '../../src/app/ledger.js';
import { ProcessorCalls } from '../../src/app/processor_calls.js';
import type { ProcessorRequest, ProcessorResponse } from '../../src/core/payments/processor/port.js';
import { takeLivePayments } from './far_processor.js';

export interface FarRequest {
  readonly number: number;
  readonly request: ProcessorRequest;
}

export interface FarResponse {
  readonly number: number;
  readonly response: ProcessorResponse;
}

const [location = '', ahead_ms = '0'] = process.argv.slice(2);
/** The lease of whoever was killed is over. */
const clock: Clock = { ...machineClock, wallMs: () => machineClock.wallMs() + Number(ahead_ms) };
const log = { debug: () => {}, warn: console.error, error: console.error };

takeLivePayments();
const ledger = await openInline(JSON.parse(location) as LedgerLocation, clock);
const waiting = new Map<number, (response: ProcessorResponse) => void>();
let requests = 0;
process.on('message', ({ number, response }: FarResponse) => waiting.get(number)?.(response));

function send(request: ProcessorRequest): Promise<ProcessorResponse> {
  requests += 1;
  const number = requests;
  process.send?.({ number, request } satisfies FarRequest);
  return new Promise((resolve) => waiting.set(number, resolve));
}

new ProcessorCalls({ committer: ledger.committer, clock, log, send }).start();
new DueWork({ ...ledger, clock, log, api_version: '' }).start();
