import 'reflect-metadata';

export { createApplication, describeRoutes } from './application.js';
export {
  addressSettings,
  plantSettings,
  PlantSettings,
  serviceSettings,
  webhookSettings,
  type ServiceSettings,
  type WebhookSettings,
} from './config.js';
export { AllowedTargets } from './egress/allowed-targets.js';
export { SettingProblem } from './setting-problem.js';
export {
  accessSettings,
  defaultAccess,
  shortestPassword,
  type AccessSettings,
  type Provider,
} from './access/access-settings.js';
export { Came } from './access/came.js';
export { Needs, Open } from './access/needs.js';
export { allPermissions, permissions, type Permission } from './access/permissions.js';
export { actorPattern, type Principal } from './access/principal.js';
export { hashOfKey, hashOfPassword, isKey, isPassword, randomKey, randomPassword } from './access/secrets.js';
export {
  issueToken,
  newSigningKey,
  tokenLivesSeconds,
  type Issued,
  type SigningKey,
  type TokenSubject,
} from './access/token-issuer.js';
export { TokenBuckets } from './access/token-bucket.js';
export { Session, SignInRefused, type Proof } from './access/session.js';
export { isRole, permissionsOf, roles, type Role } from './access/roles.js';
export { Answers, Command, Resource } from './http/decorators.js';
export {
  DateField,
  DecimalField,
  FlagField,
  IdField,
  IdsField,
  InstantField,
  ListField,
  OneOfField,
  PartField,
  QuantityBody,
  QuantityField,
  QueryWholeField,
  TextField,
  TimeField,
  WholeField,
  WholesField,
} from './http/fields.js';
export { AsOfQuery, PageQuery } from './http/page.js';
export { problem, ProblemException, RejectedException, type Problem } from './http/problem.js';
export { Sender, Sent } from './http/sender.js';
export { startEmbeddedPostgres, type EmbeddedServer } from './postgres/embedded-postgres.js';
export { reachEmbeddedPostgres, type ReachedServer } from './postgres/reach-embedded-postgres.js';
export { runService } from './run-service.js';
export { shutDown, stopOnSignals } from './shutdown.js';
export { fact, type AwaitedAnswer } from './service/awaited-answers.js';
export { Commands, CommandResult } from './service/commands.js';
export { History } from './service/history.js';
export { MillwrightModule } from './service/millwright.module.js';
export { Plant, type ServiceDatabase } from './service/plant.js';
export { notFound, ReadModels, type Page } from './service/read-models.js';
export { sourcesOf, withAwaitedAnswers, type ServiceDefinition } from './service/service-definition.js';
export { ServiceRuntime, type Readiness } from './service/service-runtime.js';
export type { Publishes } from '@millwright/messaging';
export { createLogger } from './telemetry/logger.js';
export { telemetrySettings, type TelemetrySettings } from './telemetry/telemetry-settings.js';
export { startTracing } from './telemetry/tracing/start-tracing.js';
export type { Tracing } from './telemetry/tracing/tracing.js';
export { serveMetrics } from './telemetry/metrics-server.js';
export type { PlantFigure } from './telemetry/plant-figure.js';
