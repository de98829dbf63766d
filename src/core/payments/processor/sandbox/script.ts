/**
 * A payment's metadata can make the sandbox fail as real processors do. Test mode only, since the sandbox is.
 *
 *     sandbox_outcome         timeout   no answer arrives; the outcome is unknown until the processor is asked again
 *                             pending   the processor has the payment and says later how it ended
 *     sandbox_settles         what asking again answers: succeeded, declined, not_found: the processor never got it,
 *                             or pending: it still does not know, and is asked again
 *     sandbox_after_seconds   when it is asked again; 60 if left out
 *     sandbox_capture         declined
 *     sandbox_increment       declined
 *     sandbox_void            declined
 *     sandbox_refund          pending: succeeds later; failed: succeeds at first and fails later
 */
import type { Metadata } from '../../../kernel/shared.js';

const ASKED_AFTER_SECONDS = 60;
const MAXIMUM_SECONDS = 30 * 24 * 60 * 60;

const SETTLES = ['succeeded', 'declined', 'not_found', 'pending'] as const;

export interface Script {
  readonly outcome: 'answers' | 'timeout' | 'pending';
  readonly settles: (typeof SETTLES)[number];
  readonly after_seconds: number;
}

/** Values that mean nothing leave everything as it is: metadata is the caller's, and may say such things by chance. */
export function scriptOf(metadata: Metadata): Script {
  const { sandbox_outcome, sandbox_settles, sandbox_after_seconds } = metadata as Record<string, string | undefined>;
  const seconds = Number(sandbox_after_seconds ?? ASKED_AFTER_SECONDS);
  return {
    outcome: sandbox_outcome === 'timeout' || sandbox_outcome === 'pending' ? sandbox_outcome : 'answers',
    settles: SETTLES.find((settles) => settles === sandbox_settles) ?? 'succeeded',
    after_seconds:
      Number.isInteger(seconds) && seconds > 0 && seconds <= MAXIMUM_SECONDS ? seconds : ASKED_AFTER_SECONDS,
  };
}
