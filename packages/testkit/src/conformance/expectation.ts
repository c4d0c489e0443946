import { isOhcsError } from "@ohcs/context";
import { fail } from "../errors.ts";

/** @throws `CONFORMANCE_FAILED` unless both are the same JSON value, or typed arrays of the same samples */
export function expectEqual(got: unknown, expected: unknown, what: string): void {
  const [left, right] = [printed(got), printed(expected)];
  if (left !== right) throw failed(what, right, left);
}

/** @throws `CONFORMANCE_FAILED` unless `work` rejects with an OhcsError of `code` */
export async function expectCode(work: () => Promise<unknown>, code: string, what: string): Promise<void> {
  const outcome = await work().then(
    () => "no error",
    (error: unknown) => (isOhcsError(error, code) ? code : describe(error)),
  );
  if (outcome !== code) throw failed(what, code, outcome);
}

function failed(what: string, expected: string, got: string): Error {
  return fail("CONFORMANCE_FAILED", `Cannot accept ${what}: expected ${shortened(expected)}, got '${shortened(got)}'`);
}

/** JSON in which NaN, infinities and −0 keep their names. */
function printed(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === "number") return named(part);
      return ArrayBuffer.isView(part) ? { [part.constructor.name]: Array.from(part as Float64Array, named) } : part;
    }) ?? "undefined"
  );
}

function named(value: number): number | string {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value);
}

function describe(error: unknown): string {
  return isOhcsError(error) ? error.code : String(error);
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
