import { fail } from "../errors.ts";

/** What an option of a runner is: options are plain JSON, written by hand. */
export type RunnerOptionKind = keyof typeof KINDS;

const KINDS = {
  count: ["a whole number of 1 or more", (value: unknown) => Number.isInteger(value) && Number(value) >= 1],
  amount: ["a number of 0 or more", (value: unknown) => Number.isFinite(value) && Number(value) >= 0],
  text: ["a text", (value: unknown) => typeof value === "string"],
  texts: ["a list of texts", (value: unknown) => isList(value) && value.every((one) => typeof one === "string")],
  flag: ["true or false", (value: unknown) => typeof value === "boolean"],
  record: ["an object", (value: unknown) => typeof value === "object" && value !== null && !isList(value)],
  any: ["anything", () => true],
} as const satisfies Readonly<Record<string, readonly [expected: string, fits: (value: unknown) => boolean]>>;

/** Refuses options that a runner does not have, or not so. Values are not repeated: one may hold a password. @throws `RUNNER_OPTION_INVALID` */
export function checkRunnerOptions(
  runner: string,
  kinds: Readonly<Record<string, RunnerOptionKind | undefined>>,
  options: object,
): void {
  for (const [option, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, option) ? kinds[option] : undefined;
    if (kind === undefined) {
      const known = Object.keys(kinds).join(", ");
      throw invalid(runner, option, known === "" ? "no options" : `options among ${known}`, `'${option}'`);
    }
    const [expected, fits] = KINDS[kind];
    if (value === undefined || fits(value)) continue;
    throw invalid(
      runner,
      option,
      `'${option}' to be ${expected}`,
      typeof value === "number" ? `${value}` : nounOf(value),
    );
  }
}

function invalid(runner: string, option: string, expected: string, got: string): Error {
  const message = `Cannot make runner '${runner}': expected ${expected}, got ${got}`;
  return fail("RUNNER_OPTION_INVALID", message, { details: { runner, option } });
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function nounOf(value: unknown): string {
  if (value === null) return "null";
  return isList(value) ? "a list of other values" : `a ${typeof value}`;
}
