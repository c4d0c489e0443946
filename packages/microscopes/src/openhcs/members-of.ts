/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** The members of what should be a JSON object; none of anything else. */
export function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
