/** One violation of a rule: its place and a message. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}
