/**
 * The yardstick: node:http alone. It reads the body, parses the form as Node itself can, and answers with a text of
 * the size it was told. Whatever Daybook does more than this is what Daybook costs.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerMessages, usage } from './answering.js';

export type BareMessage = { readonly answer: string } | { readonly usage: true };

let canned = '';

const server = createServer((request, response) => {
  const { url = '' } = request;
  if (request.method === 'GET') {
    const question = url.indexOf('?');
    send(new URLSearchParams(question < 0 ? '' : url.slice(question)), response);
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => send(new URLSearchParams(Buffer.concat(chunks).toString('utf8')), response));
});

/** Takes the form, so that parsing it cannot be left out as without use. */
function send(form: URLSearchParams, response: ServerResponse): void {
  const status = form.has('no_such_parameter') ? 400 : 200;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': canned.length });
  response.end(canned);
}

const listening = new Promise<number>((resolve) => {
  server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
});

answerMessages<BareMessage>(
  async (message) => {
    if ('usage' in message) return usage();
    canned = message.answer;
    return { port: await listening };
  },
  () => {
    server.close();
    server.closeAllConnections();
  },
);
