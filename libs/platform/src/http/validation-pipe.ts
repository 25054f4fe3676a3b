import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { ProblemException } from './problem.js';

interface FieldError {
  readonly field: string;
  readonly message: string;
}

const flatten = (errors: readonly ValidationError[], path = ''): FieldError[] =>
  errors.flatMap(({ property, constraints, children }) => {
    const field = path ? `${path}.${property}` : property;
    return [
      ...Object.values(constraints ?? {}).map((message) => ({ field, message })),
      ...flatten(children ?? [], field),
    ];
  });

/** Every body and query is an instance of its class, with nothing in it that the class does not name. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    // A class without fields has no rules; its body may be empty.
    forbidUnknownValues: false,
    exceptionFactory: (found) => {
      const errors = flatten(found);
      const detail = errors
        .map(({ field, message }) =>
          message.startsWith(field.split('.').at(-1) ?? '') ? message : `${field}: ${message}`,
        )
        .slice(0, 5)
        .join('; ');
      return ProblemException.of(422, 'invalid-request', `${detail}.`, { errors });
    },
  });
