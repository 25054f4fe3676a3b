import type { Principal } from './principal.js';

/** Checking a signature takes longer than all else at the edge, so what was verified is kept until it expires: the latest few thousand. */
export class VerifiedTokens {
  private readonly kept = new Map<string, Principal>();

  constructor(
    private readonly most = 5_000,
    private readonly now: () => number = Date.now,
  ) {}

  get(token: string): Principal | undefined {
    const principal = this.kept.get(token);
    if (principal === undefined) return undefined;
    this.kept.delete(token);
    if (principal.expiresAt * 1000 <= this.now()) return undefined;
    this.kept.set(token, principal);
    return principal;
  }

  keep(token: string, principal: Principal): void {
    if (this.kept.size >= this.most) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(token, principal);
  }
}
