const path = require('node:path');

/**
 * Which file of a service may import what, by the role in its name. `types` may be imported with `import type` alone.
 * An entry with an @ or a plain name is a package, one with a dot is another role of the same service.
 */
const VALUES = ['luxon', 'big.js'];
const KERNEL = '@millwright/event-sourcing';
const CONTRACTS = '@millwright/contracts';
const PLATFORM = '@millwright/platform';

const TABLE = {
  events: { imports: [KERNEL], types: ['.events'] },
  commands: { imports: ['class-validator', 'class-transformer', PLATFORM, KERNEL, '.events', '.commands', '.rules'] },
  rules: {
    imports: [KERNEL, '.events', '.rules', ...VALUES],
    types: ['.commands', '.decider', '.entity', '.projection', CONTRACTS],
  },
  decider: { imports: [KERNEL, CONTRACTS, '.events', '.commands', '.rules', '.decider'] },
  reaction: {
    imports: [CONTRACTS, PLATFORM, KERNEL, '.events', '.commands', '.decider', '.rules', '.entity'],
    types: ['typeorm'],
  },
  timer: {
    imports: [CONTRACTS, PLATFORM, KERNEL, '.events', '.commands', '.decider', '.rules', '.entity'],
    types: ['typeorm'],
  },
  // What is made once, before a service takes its first request.
  preparation: {
    imports: [PLATFORM, '.decider', '.entity', '.rules', '.preparation', 'node:crypto'],
    types: [KERNEL, '.commands', 'typeorm'],
  },
  projection: { imports: [KERNEL, CONTRACTS, 'typeorm', '.events', '.entity', '.rules'] },
  entity: {
    imports: [KERNEL, CONTRACTS, PLATFORM, 'typeorm', '.events', '.entity', '.rules'],
    types: ['.commands'],
  },
  controller: {
    imports: [
      PLATFORM,
      KERNEL,
      '@nestjs/*',
      'typeorm',
      'node:crypto',
      '.commands',
      '.decider',
      '.projection',
      '.entity',
      '.rules',
      '.preparation',
    ],
  },
  'published-events': { imports: [CONTRACTS, KERNEL, '.events'], types: [PLATFORM] },
};

/** Files that list or start things; what they may import is left to the rules between projects. */
const LISTING = /(\.module|^main|^index)$|(^|\/)migrations\//;

/** The role of a file of a service, undefined when it has none and needs one. */
function roleOf(file) {
  const name = path.basename(file).replace(/\.[jt]s$/, '');
  if (name === 'published-events') return name;
  const suffix = name.split('.').at(-1);
  return name !== suffix && Object.hasOwn(TABLE, suffix) ? suffix : undefined;
}

function serviceFile(filename) {
  const match = /(?:^|\/)services\/(?!site\/|console\/)[^/]+\/src\/(.+)\.ts$/.exec(filename.replaceAll('\\', '/'));
  return match && !match[1].endsWith('.spec') ? match[1] : undefined;
}

/** What a table entry would call the imported module: a role with a dot, or the name of the package. */
function entryFor(source) {
  if (source.startsWith('.')) return `.${roleOf(source) ?? path.basename(source)}`;
  const parts = source.split('/');
  return source.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

function allows(entries, wanted) {
  return (entries ?? []).some((entry) =>
    entry.endsWith('/*') ? wanted.startsWith(entry.slice(0, -1)) : entry === wanted,
  );
}

function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  return (
    node.specifiers?.length > 0 &&
    node.specifiers.every((specifier) => specifier.importKind === 'type' || specifier.exportKind === 'type')
  );
}

module.exports = {
  table: TABLE,
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      role: `The name does not say which role this file has: .${Object.keys(TABLE).join(' .').replace(' .published-events', '')} (a closed list).`,
      import: 'A {{role}} file may not import {{wanted}}. It may import: {{allowed}}.',
      type: 'A {{role}} file may import {{wanted}} for its types alone: write `import type`.',
    },
  },
  create(context) {
    const file = serviceFile(context.filename);
    if (file === undefined || LISTING.test(file)) return {};
    const role = roleOf(`${file}.ts`);
    if (!role) return { Program: (node) => context.report({ node, messageId: 'role' }) };
    const { imports, types } = TABLE[role];
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const wanted = entryFor(node.source.value);
      if (allows(imports, wanted)) return;
      const isType = allows(types, wanted);
      if (isType && isTypeOnly(node)) return;
      context.report({
        node,
        messageId: isType ? 'type' : 'import',
        data: { role: `.${role}`, wanted, allowed: imports.join(' ') },
      });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
