/**
 * Files of the web application as the build left them: whole, and compressed beside it. A client gets the form it
 * prefers, and none where it has that form already.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headerOf } from '../../kernel/request_headers.js';

/** How the build names what it compressed, the smallest first. */
const SUFFIXES = { br: '.br', gzip: '.gz', identity: '' } as const;
type Coding = keyof typeof SUFFIXES;
const CODINGS = Object.keys(SUFFIXES) as Coding[];

export interface BuiltFile {
  readonly content: Buffer;
  readonly coding: Coding;
}

/** Read each time it is asked for: there are few readers, and a new build shows at once. */
export async function builtFile(file: string, { headers }: FastifyRequest): Promise<BuiltFile | undefined> {
  for (const coding of acceptedCodings(headerOf(headers, 'accept-encoding'))) {
    const content = await contentOf(file + SUFFIXES[coding]);
    if (content !== undefined) return { content, coding };
  }
  return undefined;
}

/** Each form has a tag of its own: nobody must take one for the other. */
export function sendBuiltFile(reply: FastifyReply, { content, coding }: BuiltFile): FastifyReply {
  const tag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  reply.headers({ etag: tag, vary: 'accept-encoding' });
  const known = headerOf(reply.request.headers, 'if-none-match') ?? '';
  if (known.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)) return reply.code(304).send();
  if (coding !== 'identity') reply.header('content-encoding', coding);
  return reply.send(content);
}

/** The codings that a client takes, those it prefers first. One that takes nothing gets the file as it is. */
function acceptedCodings(header: string | undefined): readonly Coding[] {
  if (header === undefined) return ['identity'];
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  // Whoever says nothing of the file as it is takes it, but asked for something else.
  const weightOf = (coding: Coding): number =>
    weights.get(coding) ?? (coding === 'identity' ? Number.MIN_VALUE : (weights.get('*') ?? 0));
  const taken = CODINGS.filter((coding) => coding === 'identity' || weightOf(coding) > 0);
  return taken.sort((a, b) => weightOf(b) - weightOf(a));
}

async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
