/** What the server's and the network's errors mean to Daybook. */
import { StoreUnreachableError } from '../port.js';
import { StartError } from '../start_error.js';

const LOST_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // the server's Unix socket while it restarts
  '57P01', // terminated by an administrator
  '57P02', // another server process crashed
  '57P03', // starting up or shutting down
  '53300', // too many connections
  '25006', // read-only: this server was the primary until now
]);

/** Of errors that `pg` makes itself and gives no code. */
const LOST_MESSAGES = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
];

/** Division by zero is how a commit that counted too few rows aborts itself: see commit_statement.ts. */
const CONFLICT_CODES = new Set(['23505', '40001', '40P01', '22012']);

export function codeOf(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  // Hosts with several addresses fail with one error for each.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return undefined;
}

/** Whether the connection is gone; if a statement was under way nobody has told what became of it. */
export function isLost(error: unknown): boolean {
  if (error instanceof StoreUnreachableError) return true;
  const code = codeOf(error);
  if (code !== undefined) return LOST_CODES.has(code) || code.startsWith('08');
  return error instanceof Error && LOST_MESSAGES.some((message) => error.message.startsWith(message));
}

/** Whether the server had no room for what a statement should write. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === '53100';
}

/** Whether somebody else's commit came first. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && CONFLICT_CODES.has(code);
}

/** How a commit says that the schema is a newer one: see commit_statement.ts. */
export const NEWER_SCHEMA = 'newer schema';

export function isNewerSchema(error: unknown): boolean {
  return codeOf(error) === '22P02' && messageOf(error).includes(NEWER_SCHEMA);
}

/** Why Daybook cannot start, in one line without the password. */
export function startError(cause: unknown, where: string): StartError {
  if (cause instanceof StartError) return cause;
  return new StartError(`${where} cannot be used: ${reasonOf(cause)}`, { cause });
}

function reasonOf(cause: unknown): string {
  switch (codeOf(cause)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return 'nothing listens there. Start the server, or correct the host and port in DATABASE_URL.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name is unknown. Correct the host in DATABASE_URL.';
    case '28P01':
      return 'the password is wrong. Correct the user and password in DATABASE_URL.';
    case '28000':
      return `the server refuses this user (${messageOf(cause)}). Correct the user in DATABASE_URL, or the server's pg_hba.conf.`;
    case '3D000':
      return 'the server has no such database. Create it (createdb), or correct the name in DATABASE_URL.';
    case '42501':
      return `the user lacks a right (${messageOf(cause)}). Let it own the database: ALTER DATABASE … OWNER TO …`;
    case '53300':
      return 'the server has no connection left. Raise its max_connections, or stop other clients.';
    case '57P03':
      return 'the server is starting up or shutting down. Try again in a moment.';
    default:
      return isLost(cause) ? 'it cannot be reached. Check the host, port and network.' : `${messageOf(cause)}.`;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
