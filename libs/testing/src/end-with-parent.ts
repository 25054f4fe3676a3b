/**
 * Loaded into each service process before its own program: when the channel to the process that started it closes, however
 * that one ended (kill -9 too), the service stops in its ordinary way.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
