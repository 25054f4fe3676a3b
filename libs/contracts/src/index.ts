export { describedServices, openApiOf, problemPages, type ProblemPage } from './openapi.js';
export * as orders from './orders.js';
export * as tracking from './tracking.js';
export * as quality from './quality.js';
export * as inventory from './inventory.js';
export * as maintenance from './maintenance.js';
export { QuantityField, Subject, subjectKinds } from './shared.js';
export {
  personBehind,
  published,
  schemaVersionOf,
  serviceOf,
  type HeardEvent,
  type PublishedClass,
} from './published.js';
export { publishedClasses } from './catalog.js';
export { payloadProblem } from './payload-problem.js';
export { dataschemaOf, eventSchema } from './document/event-schema.js';
export { asyncApi } from './document/asyncapi.js';
export { eventPage } from './document/event-page.js';
export { disablingCauses } from './webhooks.js';
