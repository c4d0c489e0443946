import { expect, test } from "vitest";
import { refuseIdleVerify } from "./refuse-idle-verify.ts";

const said = { verify: "size", resume: false, onlyFailed: false } as const;

test("refuseIdleVerify() refuses '--verify' where no run resumes", () => {
  expect(() => refuseIdleVerify(said, { resume: false })).toThrowError(
    expect.objectContaining({ code: "USAGE_INVALID", message: expect.stringContaining("'--resume'") }),
  );
});

test.each([
  [{ ...said, resume: true }, false],
  [{ ...said, onlyFailed: true }, false],
  [said, true],
  [{ ...said, verify: undefined }, false],
])("refuseIdleVerify() lets %j pass where the configuration says %s", (values, resume) => {
  expect(() => refuseIdleVerify(values, { resume: false }, { resume })).not.toThrow();
});
