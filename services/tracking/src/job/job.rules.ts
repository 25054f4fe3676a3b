/** The id of a job's stream. A slash in an order number must not make two jobs one. */
export const jobId = (order: string, operation: string): string => `${order.replaceAll('/', '%2F')}/${operation}`;
