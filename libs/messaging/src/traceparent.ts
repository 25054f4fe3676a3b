import { hash } from 'node:crypto';
import type { Recorded } from '@millwright/event-sourcing';

const digest = (text: string, length: number): string => hash('sha256', text, 'hex').slice(0, length);

/**
 * The W3C trace context of an event. What came of one command belongs together also where nobody traced it; published
 * again, it says the same.
 */
export const traceparentOf = ({
  eventId,
  correlation,
  traceparent,
}: Pick<Recorded, 'eventId' | 'correlation' | 'traceparent'>): string =>
  traceparent ?? `00-${digest(correlation, 32)}-${digest(eventId, 16)}-00`;
