/** In a well-formed text: a string, or one sign that opens, closes or divides. */
const pieces = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** The first key that stands twice at the top of this JSON object, which is known to be well-formed; JSON.parse would silently take the last. */
export function repeatedKey(json: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  let last = '';
  for (const [piece] of json.matchAll(pieces)) {
    if (piece === ':' && depth === 1) {
      const name = JSON.parse(last) as string;
      if (seen.has(name)) return name;
      seen.add(name);
    }
    if (piece === '{' || piece === '[') depth++;
    if (piece === '}' || piece === ']') depth--;
    last = piece;
  }
  return undefined;
}
