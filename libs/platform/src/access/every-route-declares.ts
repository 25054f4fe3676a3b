import type { INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { isOpen, neededBy } from './needs.js';

/** A route that was forgotten would be open, or closed to all: the application does not start with one. */
export function everyRouteDeclares(app: INestApplication): void {
  const undeclared = [...app.get(ModulesContainer).values()]
    .flatMap(({ controllers }) => [...controllers.values()])
    .flatMap(({ metatype }) => (typeof metatype === 'function' ? routesOf(metatype as Controller) : []))
    .filter(({ handler }) => neededBy(handler) === undefined && !isOpen(handler))
    .map(({ name }) => name);
  if (undeclared.length === 0) return;
  throw new Error(
    `These routes do not say which permission they need: ${undeclared.join(', ')}. ` +
      'Write `needs` into their @Command or @Answers, or @Needs or @Open beside them.',
  );
}

type Controller = { readonly name: string; readonly prototype: object };

function routesOf({ name: controller, prototype }: Controller): { name: string; handler: object }[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) =>
    typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value)
      ? [
          {
            name: `${controller}.${name} (${String(Reflect.getMetadata(PATH_METADATA, value))})`,
            handler: value as object,
          },
        ]
      : [],
  );
}
