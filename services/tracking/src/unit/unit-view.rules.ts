interface Unit {
  readonly status: string;
  readonly at?: { readonly operation: string; readonly workCenter: string; readonly startedAt: string };
  readonly reworkUntil?: string;
  readonly holds: Readonly<Record<string, string>>;
  readonly counted: readonly string[];
  readonly sentBackAt: object;
}

/** A unit as a person sees it; `next` is where it may be moved in. */
export function unitView<U extends Unit>(unit: string, state: U, nextAfterPassed: readonly string[], version: number) {
  const { counted: _counted, sentBackAt: _sentBackAt, holds, ...shown } = state;
  const status = state.status === 'in-process' && state.reworkUntil !== undefined ? 'rework' : state.status;
  const next = state.at ? [state.at.operation] : state.status === 'in-process' ? nextAfterPassed : [];
  return { unit, ...shown, status, next, holds: Object.keys(holds), holdReasons: holds, version };
}
