import { decodeText } from "./decode-text.ts";

export type Members = Readonly<Record<string, unknown>>;

/** The members of what should be a JSON object; none of anything else. */
export function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** The members of the object in a JSON file; null where it holds none, as after an acquisition that broke off. */
export function readJson(bytes: Uint8Array): Members | null {
  try {
    const document: unknown = JSON.parse(decodeText(bytes));
    return typeof document === "object" && document !== null ? membersOf(document) : null;
  } catch {
    return null;
  }
}
