import type { Socket } from 'node:net';
import { ProblemException } from './problem.js';
import { headersOfAnswers } from './security-headers.js';

const refusals: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large', 'The address and the headers are larger than 16 KiB together.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request-timeout', 'The request did not come to its end in time.'],
};
const otherwise = [400, 'malformed-request', 'This is no HTTP request that can be read.'] as const;

/** What never becomes a request: refused by Node itself, before there is anything to answer with. */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const { problem } = ProblemException.of(...(refusals[error.code ?? ''] ?? otherwise));
  const body = JSON.stringify(problem);
  const headers = {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...headersOfAnswers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`);
  // Whoever does not hang up after that would go on holding the connection.
  setTimeout(() => socket.destroy(), 1_000).unref();
}
