import { JsonSchemas, type Schema } from '../code/json-schemas.js';
import type { Reason } from '../code/reasons.js';
import { routesIn, type CodedRoute } from '../code/routes.js';
import type { services, Sources } from '../code/sources.js';
import { commonProblems } from './common-problems.js';
import { headers, parameterReferences, parameters } from './conventions.js';
import { Described } from './describe-names.js';
import { describedRoutes } from './described-routes.js';
import { mapValues, type Content, type Document, type Operation, type Parameter, type Response } from './document.js';
import { asOpenApi31 } from './openapi-31.js';
import { conventionalHeaders, problemSchema, SharedProblems } from './problem-responses.js';
import { vocabulary } from '../vocabulary/index.js';

export interface ServiceDocument {
  readonly document: Document;
  readonly reasons: readonly Reason[];
  /** Properties without a word of explanation. */
  readonly undescribed: readonly string[];
  /** Answers of which the types of the code do not tell all. */
  readonly unclear: readonly string[];
  /** Reason codes that a command names in its decorator and that nothing in its code gives. */
  readonly neverGiven: readonly string[];
}

/** Decorators say what a route takes, the types what it answers, the rules what it refuses. */
export async function serviceDocument(sources: Sources, service: (typeof services)[number]): Promise<ServiceDocument> {
  const described = asOpenApi31(await describedRoutes(service));
  const coded = new Map(routesIn(sources, service).map((route) => [route.name, route]));
  const requests = requestSchemas(described);
  const schemas = new JsonSchemas(sources, new Set([...requests.keys(), 'Problem']));
  const names = new Described(vocabulary, spokenBy(requests));
  const problems = new SharedProblems();
  const reasons: Reason[] = [];
  const neverGiven: string[] = [];
  const commandAnswers: Record<string, Schema> = {};
  /** A command has two answers of one shape. */
  const named = (name: string, schema: Schema): Schema => {
    commandAnswers[name] = schema;
    return { $ref: `#/components/schemas/${name}` };
  };
  const operationOf = (operation: Operation, path: string, method: string): Operation => {
    const route = coded.get(operation.operationId);
    if (!route) throw new Error(`No code was found for ${operation.operationId} at ${path}`);
    const finished = new Finished(operation, { path, method }, route);
    reasons.push(...finished.reasons);
    neverGiven.push(...finished.neverGiven.map((code) => `${operation.operationId}: ${code}`));
    const answer = finished.isStream ? {} : names.schema(route.answer(schemas), operation.operationId);
    return finished.with(finished.isCommand ? named(`${finished.name}Answer`, answer) : answer, {
      names,
      problems,
      requests,
      versioned: saysVersion(answer, schemas.named),
    });
  };
  const paths = mapValues(described.paths, (operations, path) =>
    mapValues(operations, (one, method) => operationOf(one, path, method)),
  );
  const answers = mapValues(Object.fromEntries(schemas.named), (one, name) => names.schema(one, name));
  const all = {
    ...mapValues(Object.fromEntries(requests), closed),
    ...answers,
    ...commandAnswers,
    Problem: problemSchema,
  };
  const document = {
    ...described,
    servers: [{ url: '/', description: 'Where the document was read' }],
    tags: tagsOf(paths),
    paths,
    components: { schemas: sorted(all), responses: sorted(problems.responses), parameters, headers },
  };
  return { document, reasons, undescribed: [...names.missing], unclear: [...schemas.unclear], neverGiven };
}

/** In every form that it can have. */
function saysVersion({ $ref, properties = {}, anyOf }: Schema, named: ReadonlyMap<string, Schema>): boolean {
  const target = $ref === undefined ? undefined : named.get($ref.replace('#/components/schemas/', ''));
  if (target) return saysVersion(target, named);
  return 'version' in properties || (anyOf?.every((one) => saysVersion(one, named)) ?? false);
}

/** What is not named is refused. */
const closed = (schema: Schema): Schema =>
  schema.properties === undefined ? schema : { ...schema, additionalProperties: false };

/** What the operations of a document have in common. */
interface Shared {
  readonly names: Described;
  readonly problems: SharedProblems;
  readonly requests: ReadonlyMap<string, Schema>;
  /** The answer says which version it is of. */
  readonly versioned: boolean;
}

/** One operation, from what its decorators say to what clients build on. */
class Finished {
  readonly reasons: readonly Reason[];
  readonly isCommand: boolean;
  private readonly isOfService: boolean;
  private readonly path: string;
  private readonly replaces: boolean;

  constructor(
    private readonly operation: Operation,
    { path, method }: { readonly path: string; readonly method: string },
    route: CodedRoute,
  ) {
    this.path = path;
    this.replaces = method === 'put';
    this.isOfService = /^\/api\/\w+\/v1\//.test(path);
    this.isCommand = operation.parameters?.some(({ name }) => name === 'Millwright-Actor') ?? false;
    const kind = {
      isCommand: this.isCommand,
      isOfService: this.isOfService,
      replaces: this.replaces,
      isPage: this.isPage,
      // The feed of events has a cursor of its own.
      hasPages: !path.endsWith('/events') && (operation.parameters?.some(({ name }) => name === 'after') ?? false),
      needsPermission: ![undefined, 'none'].includes(operation['x-permission']),
      takesBody: operation.requestBody !== undefined || this.isCommand,
    };
    this.reasons = [...route.reasons, ...commonProblems.filter(({ at }) => at(kind))];
  }

  /** Its decorators say what it answers: no type of the code does. */
  get isStream(): boolean {
    return this.own?.['text/event-stream'] !== undefined;
  }

  private get own(): Content | undefined {
    return (this.operation.responses['200'] as Response | undefined)?.content;
  }

  get neverGiven(): string[] {
    const said = this.operation.responses['409']?.description?.split(', ') ?? [];
    return said.filter((code) => !this.reasons.some((one) => one.code === code));
  }

  with(answer: Schema, { names, problems, requests, versioned }: Shared): Operation {
    const { summary = '', description, requestBody } = this.operation;
    return {
      ...this.operation,
      operationId: this.operationId,
      summary,
      description: description ?? `${summary}.`,
      parameters: [
        ...(this.operation.parameters ?? []).map((one) => this.parameter(one, names)),
        ...((this.isOfService ? parameterReferences : []) as unknown as Parameter[]),
      ],
      ...(requestBody && { requestBody: { ...requestBody, required: this.needsBody(requests) } }),
      responses: { ...this.successes(answer, versioned), ...problems.of(this.reasons) },
    };
  }

  /** `ordersProductionOrderRelease`: the service, the thing, what is done. Names the method of a generated client. */
  private get operationId(): string {
    return `${this.name[0].toLowerCase()}${this.name.slice(1)}`;
  }

  private get isPage(): boolean {
    return this.path.startsWith('/api/problems');
  }

  get name(): string {
    const [controller, method] = this.operation.operationId.split('.');
    const service = this.isOfService ? this.path.split('/')[2] : '';
    return [service, controller.replace(/Controller$/, ''), method].map(capital).join('');
  }

  /** A body of which every field may be left out may itself be left out. */
  private needsBody(requests: ReadonlyMap<string, Schema>): boolean {
    const schema = this.operation.requestBody?.content['application/json'].schema;
    const name = schema?.$ref?.replace('#/components/schemas/', '') ?? '';
    return ((requests.get(name) ?? schema)?.required ?? []).length > 0;
  }

  private parameter(parameter: Parameter, names: Described): Parameter {
    if (parameter.name === 'If-Match' && this.replaces) return { ...parameter, required: true };
    if (parameter.in !== 'path') return parameter;
    const { [parameter.name]: schema } =
      names.schema({ properties: { [parameter.name]: { type: 'string' } } }, this.path).properties ?? {};
    const { description, ...rest } = schema;
    return { ...parameter, description: description ?? '', schema: { ...rest, minLength: 1, maxLength: 100 } };
  }

  private successes(answer: Schema, versioned: boolean): Record<string, Response> {
    const own = Object.entries(this.operation.responses).filter(([status]) => status < '300' || status === '503');
    const told: Content = this.isPage
      ? { 'text/html': { schema: { type: 'string' } } }
      : { 'application/json': { schema: answer } };
    const content = this.isStream ? this.own : told;
    return Object.fromEntries(
      own.map(([status, { description }]) => [
        status,
        { description: description || this.operation.summary || 'Done', headers: this.headersOf(versioned), content },
      ]),
    );
  }

  private headersOf(versioned: boolean): Record<string, object> {
    const read = versioned ? ['ETag'] : [];
    const own = this.isCommand ? ['ETag', 'Millwright-Seen', 'Idempotent-Replayed'] : read;
    return {
      ...conventionalHeaders,
      ...Object.fromEntries(own.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    };
  }
}

/** The schemas that bodies and parameters refer to, with those inside them. */
function requestSchemas({ paths, components }: Document): Map<string, Schema> {
  const found = new Map<string, Schema>();
  const visit = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part ?? null).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name)) continue;
      found.set(name, components.schemas[name]);
      visit(components.schemas[name]);
    }
  };
  for (const { requestBody, parameters: taken } of Object.values(paths).flatMap((one) => Object.values(one)))
    visit([requestBody, taken]);
  return found;
}

/** What the fields of commands say of themselves also holds where the same name stands in an answer. */
function spokenBy(requests: ReadonlyMap<string, Schema>): Map<string, Schema> {
  const spoken = new Map<string, Schema>();
  for (const [name, schema] of [...requests.values()].flatMap(({ properties = {} }) => Object.entries(properties)))
    if (!spoken.has(name)) spoken.set(name, schema);
  return spoken;
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

const tagsOf = (paths: Document['paths']): { name: string; description: string }[] =>
  [...new Set(Object.values(paths).flatMap((one) => Object.values(one).flatMap(({ tags = [] }) => tags)))].map(
    (name) => {
      const [service, thing] = name.split(': ');
      return {
        name,
        description: thing ? `The ${thing} of the ${service} service.` : `The ${service} of any service.`,
      };
    },
  );

const sorted = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));
