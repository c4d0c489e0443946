/** One broken rule: where, and what was expected there. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}
