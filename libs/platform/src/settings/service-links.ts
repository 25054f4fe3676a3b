/**
 * Kubernetes tells every pod of the Services beside it in variables, unless `enableServiceLinks` is false: of a Service
 * `millwright-orders`, MILLWRIGHT_ORDERS_SERVICE_HOST, MILLWRIGHT_ORDERS_PORT=tcp://10.0.0.1:3000 and so on; of one that is
 * named `millwright`, even MILLWRIGHT_PORT. Nobody has set them, so they are not settings and must not stop a start.
 */
const byName =
  /^MILLWRIGHT_(?:[A-Z0-9_]{1,63}_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]{1,63})?|PORT_\d{1,5}_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$/;
const byValue = /^(?:tcp|udp|sctp):\/\/[^/]+:\d{1,5}$/;

export const isServiceLink = (name: string, value: string): boolean =>
  byName.test(name) || (name.startsWith('MILLWRIGHT_') && name.endsWith('_PORT') && byValue.test(value));
