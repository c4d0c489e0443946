import { expect, test } from "vitest";
import { defineRunner } from "./define-runner.ts";
import type { WellRunner } from "./well-runner.ts";

interface Options {
  readonly slots?: number;
  readonly waitMs?: number;
  readonly command?: readonly string[];
  readonly attach?: boolean;
  readonly mounts?: object;
  readonly url?: string;
}

const made: Options[] = [];
const runner = defineRunner<Options>({
  name: "lab",
  version: "1.0.0",
  options: { slots: "count", waitMs: "amount", command: "texts", attach: "flag", mounts: "record", url: "text" },
  create: (options) => {
    made.push(options);
    return {} as WellRunner;
  },
});

test("a runner is made with options that it has", () => {
  const options = {
    slots: 2,
    waitMs: 0,
    command: ["sh"],
    attach: true,
    mounts: { lab: "/lab" },
    url: "redis://server",
  };
  void runner.create(options);
  expect(made).toEqual([options]);
});

test.each([
  [{ slot: 2 }, "options among slots, waitMs, command, attach, mounts, url, got 'slot'"],
  [{ slots: 0 }, "'slots' to be a whole number of 1 or more, got 0"],
  [{ slots: "2" }, "'slots' to be a whole number of 1 or more, got a string"],
  [{ waitMs: -1 }, "'waitMs' to be a number of 0 or more, got -1"],
  [{ command: "sh" }, "'command' to be a list of texts, got a string"],
  [{ command: ["sh", 1] }, "'command' to be a list of texts, got a list of other values"],
  [{ attach: "yes" }, "'attach' to be true or false, got a string"],
  [{ mounts: ["/lab"] }, "'mounts' to be an object, got a list of other values"],
  [{ url: null }, "'url' to be a text, got null"],
  [{ toString: 1 }, "options among slots, waitMs, command, attach, mounts, url, got 'toString'"],
])("%j is refused before it is made, with what it takes", (options, expected) => {
  const message = `Cannot make runner 'lab': expected ${expected}`;
  expect(() => runner.create(options as Options)).toThrow(
    expect.objectContaining({ code: "RUNNER_OPTION_INVALID", message }),
  );
});

test("a runner that does not say what its options are is given all", () => {
  const open = defineRunner<object>({ name: "open", version: "1.0.0", create: () => ({}) as WellRunner });
  expect(() => open.create({ any: 1 })).not.toThrow();
});
