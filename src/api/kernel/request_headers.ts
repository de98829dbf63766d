/** Headers of a request as Node hands them over. */

export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The value of a cookie; of several with one name the first, which browsers send for the narrowest path. */
export function cookieOf(headers: RequestHeaders, name: string): string | undefined {
  for (const pair of (headerOf(headers, 'cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
