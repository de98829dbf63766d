/** How commands end when they cannot do what they were asked: a line on stderr and an exit code. */
import { CommanderError } from 'commander';
import { DemoRefusal } from '../app/demo/account.js';
import { KeyRefusal } from '../app/keys.js';
import { SettingError } from '../app/read_settings.js';
import { WebhookRefusal } from '../app/webhooks/manage.js';
import { StartError } from '../store/start_error.js';

/** A command line that makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** 1: it could not be done. 2: the command or a setting is wrong, so trying again will not help. */
export const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** Errors whose message says all that somebody needs. */
const REFUSALS = [StartError, DemoRefusal, KeyRefusal, WebhookRefusal];

/** Says what went wrong and returns the exit code. */
export function reportFailure(error: unknown): number {
  // The parser of the command line has written its message, or help or the version, by itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (error instanceof SettingError || error instanceof UsageError) {
    say(error.message);
    return EXIT_USAGE;
  }
  if (error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal)) {
    say(error.message);
    return EXIT_FAILED;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT_FAILED;
}

/** For commands whose subject is what may be broken: whatever goes wrong is told in one line. */
export async function inOneLine<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof SettingError || cause instanceof UsageError) throw cause;
    if (REFUSALS.some((refusal) => cause instanceof refusal)) throw cause;
    throw new StartError(cause.message.split('\n').join(' '), { cause });
  }
}

function say(message: string): void {
  process.stderr.write(`daybook: ${message}\n`);
}
