import { OhcsError } from "@ohcs/context";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { presentError } from "./present-error.ts";

function present(error: unknown, flags: { readonly json?: boolean; readonly verbose?: boolean } = {}) {
  const terminal = recordingTerminal();
  const session = { terminal, directory: "/", argv: [], json: false, verbose: false, ...flags };
  const exitCode = presentError(error, session);
  return { exitCode, out: terminal.written.out(), err: terminal.written.err() };
}

const notFound = new OhcsError("PLATE_NOT_FOUND", "Cannot open plate: expected a folder,\n got nothing at '/x'", {
  details: { path: "/x" },
  remedy: "Check the path.",
  cause: new Error("ENOENT"),
});

test("presentError() prints code and message in one line, the remedy in the next, and no stack", () => {
  expect(present(notFound)).toEqual({
    exitCode: 1,
    out: "",
    err: "error PLATE_NOT_FOUND: Cannot open plate: expected a folder, got nothing at '/x'\n  → Check the path.\n",
  });
});

test("presentError() adds the stacks of error and causes when verbose", () => {
  const { err } = present(notFound, { verbose: true });
  expect(err).toMatch(/\n {4}at /);
  expect(err).toContain("caused by: Error: ENOENT");
});

test("presentError() prints JSON on standard output when asked for", () => {
  const { out, err } = present(notFound, { json: true });
  expect(err).toBe("");
  expect(JSON.parse(out)).toEqual({
    error: {
      code: "PLATE_NOT_FOUND",
      message: "Cannot open plate: expected a folder,\n got nothing at '/x'",
      details: { path: "/x" },
      remedy: "Check the path.",
    },
  });
});

test("presentError() prints each problem of a pipeline in the same form, and gives the exit code 2", () => {
  const problem = {
    severity: "error",
    code: "WELL_UNKNOWN",
    where: {},
    expected: null,
    got: null,
    count: 1,
    examples: [],
  };
  const diagnostics = [
    { ...problem, message: "Cannot select well 'Z9': expected a well of the plate", hint: "Did you mean 'A09'?" },
    { ...problem, message: "Cannot select well 'Z8': expected a well of the plate", hint: null },
  ];
  const failed = new OhcsError("COMPILE_FAILED", "Cannot compile", { details: { diagnostics } });
  expect(present(failed)).toEqual({
    exitCode: 2,
    out: "",
    err: [
      "error WELL_UNKNOWN: Cannot select well 'Z9': expected a well of the plate",
      "  → Did you mean 'A09'?",
      "error WELL_UNKNOWN: Cannot select well 'Z8': expected a well of the plate",
      "  → Correct the well; rectangles are written B02:C05, exclusions !B02.",
      "2 errors; nothing was run",
      "",
    ].join("\n"),
  });
});

test("presentError() gives errors of the system a remedy, and unexpected ones too", () => {
  const denied = Object.assign(new Error("EACCES: permission denied, mkdir '/x'"), { code: "EACCES" });
  expect(present(denied).err).toBe(
    "error EACCES: EACCES: permission denied, mkdir '/x'\n  → Check the permissions of the path.\n",
  );
  expect(present(new TypeError("x is not a function")).err).toBe(
    "error UNEXPECTED_ERROR: x is not a function\n  → Run again with --verbose for the stack, and report it.\n",
  );
});
