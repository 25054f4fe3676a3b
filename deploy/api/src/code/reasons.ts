import ts from 'typescript';
import type { Sources } from './sources.js';

/** One way in which a route can say no, as it stands in the code. */
export interface Reason {
  readonly status: number;
  readonly code: string;
  /** The sentence it is explained with, `{…}` where a fact stands. */
  readonly detail: string;
}

const statusOf: Readonly<Record<string, number>> = { unknown: 404, invalid: 422, conflict: 409, forbidden: 403 };

/** Finds, from the method of a controller on, every refusal that the code it reaches can give. */
export class Reasons {
  private readonly known = new Map<ts.Node, { reasons: Reason[]; next: ts.Node[] }>();
  /** Refusals whose code the compiler cannot tell; none must remain. */
  readonly unclear = new Set<string>();

  constructor(private readonly sources: Sources) {}

  from(start: ts.Node): Reason[] {
    const seen = new Set<ts.Node>([start]);
    const found = new Map<string, Reason>();
    for (const node of seen) {
      const { reasons, next } = this.of(node);
      for (const reason of reasons) found.set(JSON.stringify(reason), reason);
      for (const one of next) seen.add(one);
    }
    return [...found.values()].sort((a, b) => a.status - b.status || a.code.localeCompare(b.code));
  }

  private of(node: ts.Node): { reasons: Reason[]; next: ts.Node[] } {
    const known = this.known.get(node);
    if (known) return known;
    const reasons: Reason[] = [];
    const next: ts.Node[] = [];
    const visit = (one: ts.Node): void => {
      if (ts.isTypeNode(one)) return;
      if (ts.isCallExpression(one) || ts.isNewExpression(one)) reasons.push(...this.givenBy(one));
      if (ts.isIdentifier(one)) next.push(...this.bodiesOf(one));
      ts.forEachChild(one, visit);
    };
    ts.forEachChild(node, visit);
    const all = { reasons, next };
    this.known.set(node, all);
    return all;
  }

  /** The code behind a name, where it is the rules of a service. */
  private bodiesOf(name: ts.Identifier): ts.Node[] {
    const declarations = this.sources.symbolOf(name)?.declarations ?? [];
    return declarations.filter(
      (one) =>
        this.sources.isOurs(one) &&
        /\/services\/|\/platform\/src\/(webhooks|feed)\/|\/platform\/src\/http\/\w+\.controller\.ts$|\/platform\/src\/service\/parking\.ts$/.test(
          one.getSourceFile().fileName,
        ) &&
        (ts.isFunctionDeclaration(one) ||
          ts.isMethodDeclaration(one) ||
          ts.isGetAccessor(one) ||
          ts.isVariableDeclaration(one) ||
          ts.isPropertyAssignment(one) ||
          ts.isPropertyDeclaration(one) ||
          ts.isConstructorDeclaration(one)),
    );
  }

  private givenBy(call: ts.CallExpression | ts.NewExpression): Reason[] {
    const [first, second, third] = call.arguments ?? [];
    const name = call.expression.getText();
    if (first === undefined) return [];
    if (name === 'rejection' || name === 'Rejection') return this.reasons(statusIn(third), first, second);
    if (second === undefined) return this.throughWrapper(call);
    if (name === 'unknown' || name === 'notFound') return this.missing(first, sentenceOf(second));
    if (name === 'ProblemException.of' && ts.isNumericLiteral(first))
      return this.reasons(Number(first.text), second, third);
    if (third && this.read('one', call)) return this.missing(third, '{id}');
    return this.throughWrapper(call);
  }

  private missing(what: ts.Expression, id: string): Reason[] {
    return this.codesOf(what).map((thing) => ({
      status: 404,
      code: `unknown-${thing}`,
      detail: `There is no ${thing.replaceAll('-', ' ')} ${id}.`,
    }));
  }

  /** `this.read.one(Entity, where, 'thing')`, which throws where there is no row. */
  private read(method: string, { expression }: ts.CallExpression | ts.NewExpression): boolean {
    if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== method) return false;
    return this.sources.types.getTypeAtLocation(expression.expression).symbol?.name === 'ReadModels';
  }

  /** A function of the rules that hands its first parameter on as the code of a refusal. */
  private throughWrapper(call: ts.CallExpression | ts.NewExpression): Reason[] {
    const [declaration] = this.sources.symbolOf(call.expression)?.declarations ?? [];
    const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    if (!made || !(ts.isArrowFunction(made) || ts.isFunctionDeclaration(made)) || !made.body) return [];
    const [code] = made.parameters;
    const inside = code && rejectionIn(made.body, code.name.getText());
    if (!inside) return [];
    const [first, second] = call.arguments ?? [];
    return this.reasons(statusIn(inside.arguments[2]), first, second);
  }

  private reasons(status: number, code: ts.Expression, detail: ts.Expression | undefined): Reason[] {
    return this.codesOf(code).map((one) => ({ status, code: one, detail: detail ? sentenceOf(detail) : '' }));
  }

  private codesOf(expression: ts.Expression): string[] {
    if (ts.isStringLiteralLike(expression)) return [expression.text];
    if (ts.isTemplateExpression(expression)) {
      return expression.templateSpans.reduce(
        (heads, { expression: part, literal }) =>
          heads.flatMap((head) => this.codesOf(part).map((one) => `${head}${one}${literal.text}`)),
        [expression.head.text],
      );
    }
    const type = this.sources.types.getTypeAtLocation(expression);
    const parts = type.isUnion() ? type.types : [type];
    if (parts.every((one) => one.isStringLiteral())) return parts.map((one) => (one as ts.StringLiteralType).value);
    // Handed on from a parameter, or from a refusal that was given before: named where it comes from.
    const given = ts.isIdentifier(expression) ? this.sources.symbolOf(expression)?.valueDeclaration : undefined;
    if (!given || !(ts.isParameter(given) || ts.isBindingElement(given)))
      this.unclear.add(`${expression.getSourceFile().fileName}: ${expression.parent.getText()}`);
    return [];
  }
}

function rejectionIn(body: ts.Node, code: string): ts.CallExpression | undefined {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'rejection' && node.arguments[0]?.getText() === code)
      found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found[0];
}

function statusIn(more: ts.Expression | undefined): number {
  const kind =
    more &&
    ts.isObjectLiteralExpression(more) &&
    more.properties.find((one) => ts.isPropertyAssignment(one) && one.name.getText() === 'kind');
  return kind && ts.isPropertyAssignment(kind) && ts.isStringLiteral(kind.initializer)
    ? statusOf[kind.initializer.text]
    : statusOf.conflict;
}

/** `Lot {lot} is on hold.` for a template of the code. */
function sentenceOf(expression: ts.Expression): string {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (ts.isTemplateExpression(expression))
    return `${expression.head.text}${expression.templateSpans.map((one) => `{${nameOf(one.expression)}}${one.literal.text}`).join('')}`;
  if (ts.isConditionalExpression(expression)) return sentenceOf(expression.whenTrue);
  if (ts.isBinaryExpression(expression)) return `${sentenceOf(expression.left)}${sentenceOf(expression.right)}`;
  return `{${nameOf(expression)}}`;
}

const nameOf = (expression: ts.Expression): string => /[A-Za-z_]\w*(?=\W*$)/.exec(expression.getText())?.[0] ?? '…';
