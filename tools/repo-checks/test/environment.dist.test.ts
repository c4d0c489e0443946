import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const note = fileURLToPath(new URL("../../../node_modules/.ohcs-environment.json", import.meta.url));

/** The variables that `npm test` found set outside; none in a manual run. */
const setOutside: string[] = existsSync(note) ? JSON.parse(readFileSync(note, "utf8")) : [];

test("every variable that turbo.json names and that is set outside reaches the tests", () => {
  expect(setOutside.filter((name) => process.env[name] === undefined)).toEqual([]);
});

test("in CI, what .ci/run sets reaches the tests", () => {
  const inCi = process.env.CI !== undefined || setOutside.includes("CI");
  const { OHCS_CI_MARK: mark, OHCS_TEST_DEPTH: depth } = process.env;
  expect({ inCi, mark, depth, noted: setOutside.includes("OHCS_CI_MARK") }).toEqual(
    inCi
      ? { inCi, mark: "1", depth: expect.stringMatching(/^(short|full)$/), noted: true }
      : { inCi, mark: undefined, depth, noted: false },
  );
});
