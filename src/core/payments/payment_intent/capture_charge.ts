/** Capturing a payment by its charge: once, and as the last capture. */
import type { Command } from '../../kernel/decision.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { alreadyCaptured, nothingToCapture } from '../charge/refusals.js';
import { capture } from './capture.js';
import { Payment } from './payment.js';

export interface CaptureCharge {
  readonly id: string;
  /** Absent: everything that can be captured. */
  readonly amount: number | undefined;
  readonly statement_descriptor_suffix: string | undefined;
}

export const captureCharge: Command<CaptureCharge> = {
  reads: ({ id }) => [{ kind: 'charge', id }],
  decide(state, { id, amount, statement_descriptor_suffix }, context) {
    const charge = state.get('charge', id)?.document;
    if (charge === undefined) return errors.noSuchObject('charge', id);
    if (charge.captured === true) return alreadyCaptured(id);
    // Of an earlier try, or one whose answer is still open: a capture would take the money of another charge.
    if (charge.status !== 'succeeded') return nothingToCapture(id);
    const payment = Payment.load(state, context, charge.payment_intent);
    if (isRefusal(payment)) return payment;
    const refused = capture(payment, {
      amount_to_capture: amount,
      amount_param: 'amount',
      statement_descriptor_suffix,
    });
    return refused ?? payment.decision({ kind: 'charge', id });
  },
};
