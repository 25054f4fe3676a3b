import { Ajv } from 'ajv';

/** Kubernetes writes patterns for Go, which says within them that letters may be of either case. */
const goPattern = Object.assign(
  (source, flags) => new RegExp(source.replaceAll('(?i)', ''), source.includes('(?i)') ? `${flags}i` : flags),
  { code: 'goPattern' },
);

/** What an API server that knows these definitions would say of the documents that they define; rules in CEL are its own. */
export function customResourceProblems(documents, definitions) {
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    allErrors: true,
    unicodeRegExp: false,
    code: { regExp: goPattern },
  });
  return documents.flatMap((document) => {
    const schema = schemaOf(document, definitions);
    if (!schema) return [`${document.kind} ${document.metadata.name}: nobody defines ${document.apiVersion}`];
    if (ajv.validate(closed(schema), document)) return [];
    return ajv.errors.map(
      ({ instancePath, message, params }) =>
        `${document.kind} ${document.metadata.name}: ${instancePath} ${message} ${params.additionalProperty ?? ''}`,
    );
  });
}

function schemaOf({ apiVersion, kind }, definitions) {
  const [group, version] = apiVersion.split('/');
  const definition = definitions.find(({ spec }) => spec.group === group && spec.names.kind === kind);
  return definition?.spec.versions.find(({ name, served }) => name === version && served)?.schema.openAPIV3Schema;
}

/** An API server drops fields that nobody has defined, and `--validate=strict` refuses them. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const open = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties !== undefined;
  return schema.type === 'object' && typeof schema.properties === 'object' && !open
    ? { ...copy, additionalProperties: false }
    : copy;
}
