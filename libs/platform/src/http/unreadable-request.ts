import type { Socket } from 'node:net';
import { ProblemException } from './problem.js';

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
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
