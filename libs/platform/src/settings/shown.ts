import type { Setting } from './setting.js';

const hidden = '***';
const longest = 200;

/** Passwords may be in a URL before the host, and in parameters as libpq takes them. */
function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return hidden;
  const url = new URL(text);
  if (url.password !== '') url.password = hidden;
  for (const name of new Set(url.searchParams.keys()))
    if (/pass|secret|token|key/i.test(name)) url.searchParams.set(name, hidden);
  return url.href;
}

/** A value as it may stand in a log. */
export function shown({ secret }: Pick<Setting<unknown>, 'secret'>, text: string): string {
  if (secret === 'all') return hidden;
  const open = secret === undefined ? text : withoutPassword(text);
  return open.length > longest ? `${open.slice(0, longest)}… (${open.length} characters)` : open;
}
