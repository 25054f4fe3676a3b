const fs = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

/** jest maps no module names in its global setup, so `./x.js` would not find x.ts there. Sources, not dist: the tests need no build. */
const resolve = Module._resolveFilename;

Module._resolveFilename = (request, parent, ...rest) => {
  const isSource = parent?.filename?.endsWith('.ts') && /^\.{1,2}\//.test(request);
  return resolve(isSource ? request.replace(/\.js$/, '.ts') : request, parent, ...rest);
};

Module._extensions['.ts'] ??= (module, name) => {
  const jsc = { target: 'es2022', parser: { syntax: 'typescript', decorators: true } };
  const { code } = transformSync(fs.readFileSync(name, 'utf8'), {
    swcrc: false,
    filename: name,
    module: { type: 'commonjs' },
    jsc,
  });
  module._compile(code, name);
};
