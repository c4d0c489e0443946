import { printed, type Report } from "../rules/collect-violations.ts";

/** Checks the acquisition that a field names against those that its plate lists. */
export function checkAcquisition(
  acquisition: unknown,
  known: readonly unknown[],
  pointer: string,
  report: Report,
): void {
  const ids = known.map(printed).join(", ");
  if (acquisition === undefined && known.length > 1)
    report("well/acquisition-stated", pointer, `expected one of the acquisitions ${ids}, got nothing`);
  if (typeof acquisition !== "number" || known.includes(acquisition)) return;
  const expected = known.length === 0 ? "none, for the plate lists no acquisitions" : `one of ${ids}`;
  report("well/acquisition-known", `${pointer}/acquisition`, `expected ${expected}, got ${printed(acquisition)}`);
}
