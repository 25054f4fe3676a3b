import { openApiOf } from '@millwright/contracts';
import { services } from '../code/sources.js';
import type { Document, Operation, Parameter, Response } from '../document/document.js';

export interface DocumentedRoute {
  /** `GET /api/orders/v1/items/{item}` */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly query: readonly Parameter[];
  readonly headers: readonly Parameter[];
}

const document = openApiOf(services) as Document;

export const resolved = <T extends object>(one: T & { readonly $ref?: string }): T => {
  if (one.$ref === undefined) return one;
  const [, , kind, name] = one.$ref.split('/');
  return (document.components as unknown as Record<string, Record<string, T>>)[kind][name];
};

/** Every route of the committed contract. */
export const documentedRoutes: readonly DocumentedRoute[] = Object.entries(document.paths).flatMap(
  ([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const parameters = (operation.parameters ?? []).map(resolved);
      return {
        route: `${method.toUpperCase()} ${path}`,
        method,
        path,
        operation,
        query: parameters.filter((one) => one.in === 'query'),
        headers: parameters.filter((one) => one.in === 'header'),
      };
    }),
);

interface Shape {
  readonly type?: unknown;
  readonly properties?: Record<string, object>;
  readonly anyOf?: readonly Shape[];
}

/** The schema of what is answered with 200. */
export function answered({ operation }: DocumentedRoute): Shape {
  const ok = operation.responses['200'] as Response | undefined;
  const schema = ok?.content?.['application/json']?.schema as { readonly $ref?: string } | undefined;
  return schema === undefined ? {} : resolved(schema);
}

// What every service has is named once.
export const ofAnyService = (route: string): string =>
  route.replace(/\/api\/\w+\/v1\/(access|operations|webhooks|events)/, '/api/*/v1/$1');
