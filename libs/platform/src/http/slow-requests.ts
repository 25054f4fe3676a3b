/**
 * Whoever sends a byte now and then, or nothing at all, holds a connection for so long and no longer. The largest body has
 * time at 100 KiB a second; Node looks every second, where by itself it would every half minute.
 */
export const slowRequests = {
  requestTimeout: 20_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
} as const;
