import { type ArgumentMetadata, ValidationPipe, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { printable } from './fields.js';
import { ProblemException } from './problem.js';

interface FieldError {
  readonly field: string;
  readonly message: string;
  /** What would be accepted, where that is a closed list. */
  readonly legal?: readonly string[];
}

const flatten = (errors: readonly ValidationError[], path = ''): FieldError[] =>
  errors.flatMap((error) => {
    const { property, constraints, children } = error;
    const field = path ? `${path}.${property}` : property;
    return [
      ...Object.entries(constraints ?? {}).map(([rule, message]) => ({ field, message, ...legalBy(rule, error) })),
      ...flatten(children ?? [], field),
    ];
  });

/** The values that a field takes, or the fields that there are. */
function legalBy(rule: string, { contexts, target }: ValidationError): { legal?: string[] } {
  if (rule !== 'whitelistValidation') return { legal: (contexts?.[rule] as { legal?: string[] } | undefined)?.legal };
  if (target === undefined) return {};
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return { legal: [...new Set(rules.map(({ propertyName }) => propertyName))].sort() };
}

const invalid = (detail: string, errors: readonly FieldError[]): ProblemException =>
  ProblemException.of(422, 'invalid-request', detail, {
    errors,
    ...(errors.length === 1 && { legal: errors[0].legal }),
  });

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every body and query is an instance of its class, with nothing in it that the class does not name; an id of the address is one that a thing can have. */
class EdgePipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, data: name = 'id' } = metadata;
    if (type === 'param' && !(typeof value === 'string' && printable.test(value))) {
      const message = `${name} must be 1 to 100 printable characters without blanks at its ends`;
      throw invalid(`In the address ${message}.`, [{ field: name, message }]);
    }
    if (type === 'body' && value !== undefined && !isObject(value))
      throw invalid('The body must be a JSON object with the fields of the command.', []);
    return super.transform(value, metadata);
  }
}

export const validationPipe = (): ValidationPipe =>
  new EdgePipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    // A class without fields has no rules; its body may be empty.
    forbidUnknownValues: false,
    exceptionFactory: (found) => {
      const errors = flatten(found);
      const detail = errors
        .map(({ field, message }) =>
          message.includes(field.split('.').at(-1) ?? '') ? message : `${field}: ${message}`,
        )
        .slice(0, 5)
        .join('; ');
      return invalid(`${detail}.`, errors);
    },
  });
