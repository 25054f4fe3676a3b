import 'reflect-metadata';

export { createApplication, describeRoutes } from './application.js';
export {
  defaultWebhooks,
  plantSettings,
  PlantSettings,
  serviceSettings,
  siteSettings,
  webhookSettings,
  type ServiceSettings,
  type SiteSettings,
  type WebhookSettings,
} from './config.js';
export * as declared from './settings/declared/index.js';
export { declaredNames, declaredSettings } from './settings/declared-settings.js';
export { readSettings } from './settings/read-settings.js';
export type { Settings } from './settings/settings.js';
export { chartSettingsTable, settingsTable } from './settings/reference.js';
export { AllowedTargets } from './egress/allowed-targets.js';
export { SettingProblem } from './setting-problem.js';
export { accessSettings, defaultAccess, type AccessSettings, type Provider } from './access/access-settings.js';
export { shortestPassword } from './access/shortest-password.js';
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
export { AsOfQuery } from './http/two-times.js';
export { FromField, PageQuery, SortField, ToField } from './lists/list-query.js';
export { listPage, type ListOptions, type ListQuery, type Page } from './lists/list-page.js';
export { rowsPage, type ComputedRows } from './lists/rows-page.js';
export { asPlace, computedPage } from './lists/computed-page.js';
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
export { notFound, ReadModels } from './service/read-models.js';
export { sourcesOf, withAwaitedAnswers, type ServiceDefinition } from './service/service-definition.js';
export type { Readiness } from './service/readiness.js';
export { ServiceRuntime } from './service/service-runtime.js';
export type { Publishes } from '@millwright/messaging';
export { createLogger } from './telemetry/logger.js';
export type { TelemetrySettings } from './telemetry/telemetry-settings.js';
export { startTracing } from './telemetry/tracing/start-tracing.js';
export type { Tracing } from './telemetry/tracing/tracing.js';
export { serveMetrics } from './telemetry/metrics-server.js';
export type { PlantFigure } from './telemetry/plant-figure.js';
