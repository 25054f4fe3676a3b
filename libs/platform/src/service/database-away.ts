/** Codes of the network, and of a server that starts, stops or ends connections. */
const unreachable =
  /^(EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EPIPE|ETIMEDOUT|57P0[123])$/;
/** SQLSTATE classes of a server that has no room for it just now, or has cut it off. */
const unable = /^(08\w{3}|53\w{3}|25P0[34])$/;
/** What pg and its pool say without a code. */
const cutOff = /Connection terminated|timeout exceeded when trying to connect|is not queryable/;

interface Coded {
  readonly code?: string;
  readonly message?: string;
  readonly syscall?: string;
}

/** Nobody answers there. */
export function isUnreachable(error: unknown): boolean {
  const { code = '', message = '', syscall } = error as Coded;
  // A server that ended takes the socket in the file system with it.
  return unreachable.test(code) || (code === 'ENOENT' && syscall === 'connect') || cutOff.test(message);
}

/** The database cannot do it now; nothing is wrong with what was asked. */
export const isDatabaseAway = (error: unknown): boolean =>
  isUnreachable(error) || unable.test((error as Coded).code ?? '');
