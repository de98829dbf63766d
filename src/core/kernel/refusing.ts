/**
 * How a refusal is made. Only catalogues call these functions: `errors.ts` for what the wire refuses, and the
 * `refusals.ts` beside each noun, so that every sentence has a name and stands in one place.
 */
import { maskCardNumbers } from './card_number/masked.js';
import { holdsCardNumber } from './card_number/refused.js';
import type { ErrorCode } from './error_codes.js';
import type { Refusal, Violation } from './refusal.js';

type Details = Omit<Refusal, 'refused' | 'status' | 'type' | 'message'>;

export function invalid(message: string, details: Details = {}, status: Refusal['status'] = 400): Refusal {
  const { param } = details;
  return {
    refused: true,
    status,
    type: 'invalid_request_error',
    message: hiddenWhereRefused(message),
    ...details,
    ...(param === undefined ? {} : { param: hiddenWhereRefused(param) }),
  };
}

/** For a message without any text that was sent: its sums may be as long as a card's number. */
export function wrongSum(code: ErrorCode, message: string, param: string): Violation {
  return { ...invalid('', { param }), message, code };
}

/** Names of parameters are sent too, and what is no number by itself may be one beside another; amounts and times are none. */
function hiddenWhereRefused(text: string): string {
  return holdsCardNumber(text) ? maskCardNumbers(text) : text;
}

/** As much of a text as is looked at for a message: more than is shown, so that no number is cut before it is masked. */
const LOOKED_AT = 400;

/** A value for a message: shortened, so that an error never echoes kilobytes, and without card numbers. */
export function shown(value: string): string {
  if (value.length <= 64) return maskCardNumbers(value);
  const begin = maskCardNumbers(value.slice(0, LOOKED_AT), value.length > LOOKED_AT);
  return `${begin.slice(0, 30)}…${maskCardNumbers(value.slice(-LOOKED_AT)).slice(-10)}`;
}

/** What the holder of a card is told. */
export function cardError(
  code: ErrorCode,
  message: string,
  details: Pick<Refusal, 'param' | 'decline_code' | 'advice_code' | 'charge' | 'shows'> = {},
): Refusal {
  return { refused: true, status: 402, type: 'card_error', message, code, ...details };
}
