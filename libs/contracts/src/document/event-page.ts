import { publishedClasses } from '../catalog.js';
import { exampleOf, fieldsOf, type DeclaredField, type PartClass } from '../declared-fields.js';
import { schemaVersionOf, serviceOf, type PublishedClass } from '../published.js';
import { attributes, exampleAttributes } from './attributes.js';
import { partsOf } from './event-schema.js';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (words: string): string =>
  words.replace(/[&<>"]/g, (sign) => escapes[sign]).replace(/`([^`]+)`/g, '<code>$1</code>');

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
code,pre{font:14px/1.45 ui-monospace,monospace}pre{background:#f4f4f2;padding:1rem;overflow-x:auto}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid #ddd}
h2{margin-top:3rem}h3{margin-top:2.5rem;overflow-wrap:anywhere}nav li{display:inline-block;margin-right:1rem}a{color:#0b5394}`;

function formOf({ schema, of, list }: DeclaredField): string {
  if (of) return `${list ? 'list of ' : ''}<a href="#part-${of().name}">${of().name}</a>`;
  const { type, format, enum: values, items } = schema ?? {};
  if (Array.isArray(values)) return values.map((value) => `<code>${text(String(value))}</code>`).join(', ');
  if (items) return 'list';
  return text(String(format ?? type));
}

const row = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
const table = (heads: readonly string[], rows: readonly string[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;

const fieldTable = (of: PartClass): string =>
  table(
    ['Field', 'Form', 'Meaning'],
    fieldsOf(of).map((field) =>
      row([
        `<code>${field.name}</code>${field.optional ? ' <small>optional</small>' : ''}`,
        formOf(field),
        text(field.about),
      ]),
    ),
  );

const example = (of: PublishedClass): string =>
  text(JSON.stringify({ ...exampleAttributes(of), data: exampleOf(of) }, null, 2)).replaceAll('`', '&#96;');

const entry = (of: PublishedClass): string => `<section id="${of.type}">
<h3><a href="#${of.type}">${of.type}</a></h3>
<p>${text(of.about)}</p>
<p>Version ${schemaVersionOf(of.type)} · stream <code>${of.stream}</code> · <a href="/api/schemas/${of.type}.json">JSON Schema</a></p>
${fieldTable(of)}
<details><summary>Example, as over HTTP</summary><pre>${example(of)}</pre></details>
</section>`;

const attributeTable = table(
  ['Attribute', 'Meaning', 'Example'],
  Object.entries(attributes).map(([name, { about, example: one, optional }]) =>
    row([
      `<code>${name}</code>${optional ? ' <small>optional</small>' : ''}`,
      text(about),
      `<code>${text(one)}</code>`,
    ]),
  ),
);

/** One page with every published event and its example: plain HTML, no script, nothing from elsewhere. */
export function eventPage(): string {
  const classes = [...publishedClasses.values()];
  const services = [...new Set(classes.map(serviceOf))];
  const parts = classes.reduce<ReadonlySet<PartClass>>((known, of) => partsOf(of, known), new Set());
  const ofService = (service: string): string =>
    `<h2 id="${service}">${service}</h2>${classes
      .filter((of) => serviceOf(of) === service)
      .map(entry)
      .join('\n')}`;
  const part = (of: PartClass): string => `<h3 id="part-${of.name}">${of.name}</h3>${fieldTable(of)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Millwright events</title><style>${style}</style></head><body>
<h1>Millwright events</h1>
<p>Every fact that a service tells, as a CloudEvent 1.0. On Kafka in binary mode: topic <code>millwright.&lt;service&gt;</code>, attributes as
<code>ce_</code> headers, the payload as JSON value, the stream as key. Over HTTP in structured mode, as in the examples.
For machines: <a href="/api/asyncapi.json">AsyncAPI 3</a> and a JSON Schema 2020-12 for each event.</p>
<nav><ul>${[...services, 'parts', 'attributes'].map((name) => `<li><a href="#${name}">${name}</a></li>`).join('')}</ul></nav>
<h2 id="attributes">attributes</h2>${attributeTable}
${services.map(ofService).join('\n')}
<h2 id="parts">parts</h2>${[...parts].map(part).join('\n')}
</body></html>
`;
}
