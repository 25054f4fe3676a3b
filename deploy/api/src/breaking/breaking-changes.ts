import type { Schema } from '../code/json-schemas.js';
import type { Document, Operation } from '../document/document.js';
import { Resolving } from './resolving.js';
import { SchemaChanges } from './schema-changes.js';

/** Sentences about what a client that was written against the released document would stumble over. */
export function breakingChanges(released: Document, current: Document): string[] {
  const documents = { released: new Resolving(released), current: new Resolving(current) };
  return Object.entries(released.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, before]) => {
      const route = `${method.toUpperCase()} ${path}`;
      const after = current.paths[path]?.[method];
      if (after === undefined) return [`${route} is gone`];
      return new RouteChanges(documents, route, before, after).all();
    }),
  );
}

class RouteChanges {
  constructor(
    private readonly documents: { readonly released: Resolving; readonly current: Resolving },
    private readonly route: string,
    private readonly before: Operation,
    private readonly after: Operation,
  ) {}

  all(): string[] {
    const { before, after } = this;
    const renamed =
      before.operationId === after.operationId ? [] : [`is named ${after.operationId} now, not ${before.operationId}`];
    return [...renamed, ...this.parameters(), ...this.body(), ...this.answers()].map((one) => `${this.route}: ${one}`);
  }

  /** An unknown query parameter is refused, so one that is gone breaks who sends it. */
  private parameters(): string[] {
    const { released, current } = this.documents;
    const was = (this.before.parameters ?? []).map((one) => released.parameter(one));
    const is = (this.after.parameters ?? []).map((one) => current.parameter(one));
    const twin = (one: { name: string; in: string }, among: typeof is) =>
      among.find((other) => other.name === one.name && other.in === one.in);
    const gone = was
      .filter((one) => one.in !== 'header' && !twin(one, is))
      .map(({ name }) => `parameter ${name} is gone`);
    const demanded = is
      .filter((one) => one.required && !twin(one, was)?.required)
      .map(({ name }) => `parameter ${name} is required now`);
    const narrowed = is.flatMap((one) => {
      const before = twin(one, was);
      return before ? this.changes('sent', before.schema, one.schema, `parameter ${one.name}`) : [];
    });
    return [...gone, ...demanded, ...narrowed];
  }

  private body(): string[] {
    const [was, is] = [this.before, this.after].map(
      ({ requestBody }) => requestBody?.content['application/json']?.schema,
    );
    if (was && !is) return ['takes no body any more'];
    if (is) return was ? this.changes('sent', was, is, 'body') : ['takes a body now'];
    return [];
  }

  private answers(): string[] {
    const { released, current } = this.documents;
    return Object.entries(this.before.responses)
      .filter(([status]) => status < '300')
      .flatMap(([status, response]) => {
        const now = this.after.responses[status];
        if (now === undefined) return [`does not answer ${status} any more`];
        const [was, is] = [released.response(response), current.response(now)].map(
          ({ content }) => content?.['application/json']?.schema,
        );
        return was && is ? this.changes('answered', was, is, `answer ${status}`) : [];
      });
  }

  private changes(direction: 'sent' | 'answered', before: Schema, after: Schema, path: string): string[] {
    const changes = new SchemaChanges(this.documents.released, this.documents.current, direction);
    changes.compare(before, after, path);
    return changes.found;
  }
}
