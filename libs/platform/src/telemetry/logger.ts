import { pino, type DestinationStream, type Logger } from 'pino';
import { idsBehind } from './command-behind.js';

interface Shown {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: Shown;
}

/**
 * Of an error nothing but what it is and where it came from. Errors of the database carry the statement with its
 * parameters and the row that it failed on, and so a person's name or the hash of a secret.
 */
function shown(error: Error): Shown {
  const { message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: error.constructor.name,
    message,
    ...(typeof code === 'string' ? { code } : {}),
    stack,
    ...(cause instanceof Error ? { cause: shown(cause) } : {}),
  };
}

const withIds = (line: Record<string, unknown>): Record<string, unknown> => ({ ...line, ...idsBehind(line.err) });

/** A line of JSON for each thing worth telling. Ids lead to what it was about; the log itself says nothing about people. */
export const createLogger = (level: string, to?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: undefined,
      serializers: { err: (error: unknown) => (error instanceof Error ? shown(error) : error) },
      formatters: { log: withIds },
    },
    to as DestinationStream,
  );
