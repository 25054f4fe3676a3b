import ts from 'typescript';
import type { JsonSchemas, Schema } from './json-schemas.js';
import { Reasons, type Reason } from './reasons.js';
import type { Sources } from './sources.js';

/** What the code of one controller's method tells of its route. */
export interface CodedRoute {
  /** `ProductionOrderController.release`. */
  readonly name: string;
  readonly reasons: readonly Reason[];
  /** The body of its answer. */
  answer(schemas: JsonSchemas): Schema;
}

export function routesIn(sources: Sources, service: string): CodedRoute[] {
  const reasons = new Reasons(sources);
  const files = [...sources.files(`/services/${service}/src/`), ...sources.files('/platform/src/')];
  const routes = files.flatMap(controllersIn).flatMap((controller) =>
    controller.members.filter(ts.isMethodDeclaration).map((method): CodedRoute => ({
      name: `${controller.name?.text}.${method.name.getText()}`,
      reasons: reasons.from(method),
      answer: (schemas) => answerOf(sources, method, schemas),
    })),
  );
  if (reasons.unclear.size > 0)
    throw new Error(`The code of a refusal cannot be told: ${[...reasons.unclear].join('\n')}`);
  return routes;
}

function controllersIn(file: ts.SourceFile): ts.ClassDeclaration[] {
  const found: ts.ClassDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && node.name?.text.endsWith('Controller')) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function answerOf(sources: Sources, method: ts.MethodDeclaration, schemas: JsonSchemas): Schema {
  const { types } = sources;
  const signature = types.getSignatureFromDeclaration(method);
  if (!signature) throw new Error(`${method.getText()} has no signature`);
  const returned = signature.getReturnType();
  const type = types.getAwaitedType(returned) ?? returned;
  const parts = type.isUnion() ? type.types : [type];
  if (!parts.some((one) => one.symbol?.name === 'CommandResult'))
    return schemas.of(type, method, method.name.getText());
  const answers = decidersIn(method).flatMap((decide) => answersOf(sources, decide));
  return asOne(answers.map((one) => schemas.of(one, method, method.name.getText())));
}

/** The rules that `commands.execute` is called with. */
function decidersIn(method: ts.MethodDeclaration): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /commands\.execute$/.test(node.expression.getText()))
      found.push(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(method);
  return found;
}

/** The types of `answer` in whatever a decider may decide. */
function answersOf(sources: Sources, rule: ts.Expression): ts.Type[] {
  const { types } = sources;
  const [declared] = sources.symbolOf(rule)?.declarations ?? [];
  if (!declared) return [];
  const found: ts.Type[] = [];
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if ((ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) && node.name.getText() === 'answer') {
      const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
      const type = types.getNonNullableType(types.getTypeAtLocation(value));
      // Handed on from a decision that was made elsewhere; that one is followed too.
      if (!types.getIndexInfoOfType(type, ts.IndexKind.String)) found.push(type);
    }
    if (ts.isIdentifier(node)) followed(sources, node).forEach(visit);
    ts.forEachChild(node, visit);
  };
  visit(declared);
  return found;
}

const followed = (sources: Sources, name: ts.Identifier): ts.Node[] =>
  (sources.symbolOf(name)?.declarations ?? []).filter(
    (one) =>
      (ts.isFunctionDeclaration(one) || ts.isVariableDeclaration(one)) &&
      /\/services\/.*\.(decider|rules)\.ts$|service\/parking\.ts$/.test(one.getSourceFile().fileName),
  );

/** Every way in which a command answers, in one object: required is what all of them have. */
function asOne(answers: readonly Schema[]): Schema {
  const properties: Record<string, Schema> = {};
  for (const [name, schema] of answers.flatMap((one) => Object.entries(one.properties ?? {}))) {
    const before = properties[name];
    properties[name] = before === undefined ? schema : either(before, schema);
  }
  const required = Object.keys(properties).filter((name) => answers.every((one) => one.required?.includes(name)));
  return {
    type: 'object',
    properties: { ...properties, version: { type: 'integer', minimum: 0 } },
    required: [...required, 'version'],
  };
}

function either(one: Schema, other: Schema): Schema {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  if (one.enum && other.enum && one.type === other.type)
    return { ...one, enum: [...new Set([...one.enum, ...other.enum])] };
  if (one.type === 'string' && other.type === 'string') return { type: 'string' };
  return { anyOf: [one, other] };
}
