import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const recorded = fileURLToPath(new URL("../../../node_modules/.ohcs-environment.json", import.meta.url));
const named = (): string[] => JSON.parse(readFileSync(recorded, "utf8"));

test.runIf(existsSync(recorded))(
  "every variable that turbo.json names and that is set outside reaches the tests",
  () => {
    expect(named().filter((name) => process.env[name] === undefined)).toEqual([]);
  },
);

test.runIf(existsSync(recorded) && named().includes("CI"))("what .ci/run sets reaches the tests in CI", () => {
  expect(process.env.CI).toBeTruthy();
  expect(process.env.OHCS_CI_MARK).toBe("1");
  expect(process.env.OHCS_TEST_DEPTH).toMatch(/^(short|full)$/);
});

test.runIf(process.env.CI)("in CI the tests are run by 'npm test', which writes down what is set", () => {
  expect(named()).toContain("OHCS_CI_MARK");
});
