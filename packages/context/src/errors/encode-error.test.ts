import { expect, test } from "vitest";
import { decodeError, encodeError } from "./encode-error.ts";
import { errorFactory } from "./error-table.ts";
import { isOhcsError, OhcsError } from "./ohcs-error.ts";

test("an OhcsError keeps code, message, details, remedy and causes across structured clone", () => {
  const cause = Object.assign(new Error("no space left"), { code: "ENOSPC" });
  const error = new OhcsError("STORAGE_FULL", "Cannot save", {
    details: { path: "a" },
    remedy: "Free space",
    cause,
    retryable: true,
  });
  const back = decodeError(structuredClone(encodeError(error)));
  expect(isOhcsError(back, "STORAGE_FULL")).toBe(true);
  expect(encodeError(back)).toEqual({
    ...encodeError(error),
    cause: { ...encodeError(error).cause, name: "OhcsError" },
  });
  expect(isOhcsError(back.cause, "ENOSPC")).toBe(true);
});

test("encodeError() encodes any thrown value", () => {
  expect(encodeError(undefined).message).toBe("A value that is not an Error was thrown: 'undefined'");
  expect(encodeError("text").code).toBe("NON_ERROR_THROWN");
  expect(encodeError(Object.create(null)).code).toBe("NON_ERROR_THROWN");
  expect(encodeError(new TypeError("x"))).toMatchObject({ code: "UNEXPECTED_ERROR", name: "TypeError", message: "x" });
});

test("encodeError() ends on a cycle of causes and drops details that are not JSON", () => {
  const error = new OhcsError("X", "x", { details: { big: 1n } });
  Object.defineProperty(error, "cause", { value: error });
  expect(JSON.stringify(encodeError(error))).toContain('"details":{}');
});

test("isOhcsError() recognises the brand of another copy, and nothing else", () => {
  const foreign = Object.defineProperty(new Error("x"), Symbol.for("@ohcs/error"), { value: true });
  Object.assign(foreign, { code: "A" });
  expect(isOhcsError(foreign, "A", "B")).toBe(true);
  expect(isOhcsError(foreign, "C")).toBe(false);
  expect([new Error("x"), null, "x", {}].some((value) => isOhcsError(value))).toBe(false);
});

test("errorFactory() fills in the remedy of the table", () => {
  const fail = errorFactory({ A: { cause: "c", remedy: "r" } });
  expect(fail("A", "m").remedy).toBe("r");
  expect(fail("A", "m", { remedy: "own" }).remedy).toBe("own");
});
