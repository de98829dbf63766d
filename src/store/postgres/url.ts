/** What DATABASE_URL says, as far as people and pg_dump may see it. */
import pg from 'pg';
import { StartError } from '../start_error.js';

/** Names the server, the database and the user; never the password. */
export function describeUrl(url: string): string {
  const { host, port, database, user } = parametersOf(url);
  const place = host.startsWith('/') ? `${host} port ${port}` : `${host}:${port}`;
  return `PostgreSQL at ${place}, database ${database ?? '?'}, user ${user ?? '?'}`;
}

/** The connection as the environment of PostgreSQL's own programs: command lines can be read by other users. */
export function environmentOf(url: string): Record<string, string> {
  const { host, port, database, user, password } = parametersOf(url);
  const environment: Record<string, string> = { PGHOST: host, PGPORT: String(port) };
  if (database !== undefined) environment['PGDATABASE'] = database;
  if (user !== undefined) environment['PGUSER'] = user;
  if (typeof password === 'string' && password !== '') environment['PGPASSWORD'] = password;
  const options = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  for (const name of ['sslmode', 'sslrootcert', 'sslcert', 'sslkey']) {
    const value = options.get(name);
    if (value !== null && value !== 'no-verify') environment[`PG${name.toUpperCase()}`] = value;
  }
  return environment;
}

function parametersOf(url: string): pg.Client {
  const example = 'postgresql://user:password@host:5432/database';
  if (!/^(postgres|postgresql|socket):/.test(url)) {
    throw new StartError(`DATABASE_URL is not a PostgreSQL URL. Write it like ${example}.`);
  }
  try {
    return new pg.Client({ connectionString: url });
  } catch {
    // The cause is left out: it may hold the URL with its password.
    throw new StartError(
      `DATABASE_URL cannot be read. Write it like ${example}, with special characters of the password percent-encoded.`,
    );
  }
}
