// Takes traces by OTLP over HTTP on 127.0.0.1:4318 and shows them as text, where there is no Jaeger or Tempo at hand:
//   node deploy/observability/collector.mjs
//   curl 127.0.0.1:4318               the last traces of more than one step, the newest first
//   curl 127.0.0.1:4318/<trace id>    one of them as a tree
import { createServer } from 'node:http';

const port = Number(process.argv[2] ?? 4318);
/** The story of the demo leaves some thousands, most of them of one step. */
const kept = 20_000;
/** By trace, in the order in which they began to come. */
const traces = new Map();

const attribute = ({ attributes }, key) => Object.values(attributes.find((one) => one.key === key)?.value ?? {})[0];
const milliseconds = (nanoseconds) => Number(BigInt(nanoseconds) / 1_000n) / 1_000;

function keep({ resourceSpans }) {
  for (const { resource, scopeSpans } of resourceSpans)
    for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
      const trace = traces.get(span.traceId) ?? [];
      traces.set(span.traceId, trace);
      trace.push({ ...span, service: attribute(resource, 'service.name') });
      if (traces.size > kept) traces.delete(traces.keys().next().value);
    }
}

const beginning = (span) => BigInt(span.startTimeUnixNano);
const byTime = (one, other) => (beginning(one) < beginning(other) ? -1 : 1);
const told = ['http.response.status_code', 'millwright.outcome', 'millwright.refusal', 'error.type'];

function line(span, first, depth) {
  const facts = told.flatMap((key) => attribute(span, key) ?? []).join(' ');
  const after = milliseconds(beginning(span) - beginning(first))
    .toFixed(0)
    .padStart(6);
  const took = milliseconds(BigInt(span.endTimeUnixNano) - beginning(span))
    .toFixed(1)
    .padStart(8);
  const links = (span.links ?? []).map(({ traceId }) => `  see ${traceId}`).join('');
  return `${after} ms ${took} ms  ${'  '.repeat(depth)}${span.service}  ${span.name}  ${facts}${links}`;
}

function tree(spans) {
  const sorted = spans.toSorted(byTime);
  const known = new Set(spans.map(({ spanId }) => spanId));
  const below = (parent, depth) =>
    sorted.filter(({ parentSpanId }) => parentSpanId === parent).flatMap((span) => branch(span, depth));
  const branch = (span, depth) => [line(span, sorted[0], depth), ...below(span.spanId, depth + 1)];
  return sorted.filter(({ parentSpanId }) => !known.has(parentSpanId)).flatMap((span) => branch(span, 0));
}

function summary([id, spans]) {
  const [first] = spans.toSorted(byTime);
  const services = new Set(spans.map(({ service }) => service));
  return `${id}  ${spans.length} spans in ${services.size} services  ${line(first, first, 0).trim()}`;
}

/** A question, and a call that is linked to, are one step. */
const lastTraces = () =>
  [...traces]
    .filter(([, spans]) => spans.length > 1)
    .reverse()
    .map(summary)
    .join('\n');

const server = createServer(async (request, response) => {
  const answer = (status, text) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
  try {
    if (request.method === 'POST' && request.url === '/v1/traces') {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      keep(JSON.parse(Buffer.concat(chunks)));
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }
    if (request.url === '/') return answer(200, lastTraces());
    const spans = traces.get(request.url.slice(1));
    return spans ? answer(200, tree(spans).join('\n')) : answer(404, 'There is no such trace');
  } catch (error) {
    answer(400, error.message);
  }
});
server.listen(port, '127.0.0.1', () => console.log(`Traces are taken and shown on http://127.0.0.1:${port}`));
