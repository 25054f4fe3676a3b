/** Codes of the network and SQLSTATE classes that say: the database is away or has no room, not: the request is wrong. */
const codes = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|57P0[123]|08\w{3}|53\w{3}|25P0[34])$/;
/** What pg and its pool say without a code. */
const sentences = /Connection terminated|timeout exceeded when trying to connect|is not queryable/;

export function isDatabaseAway(error: unknown): boolean {
  const { code = '', message = '', syscall } = error as { code?: string; message?: string; syscall?: string };
  // A server that ended takes the socket in the file system with it.
  return codes.test(code) || (code === 'ENOENT' && syscall === 'connect') || sentences.test(message);
}
