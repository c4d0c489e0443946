import { tmpdir } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { examineMachine } from "./examine-machine.ts";

afterEach(() => vi.restoreAllMocks());

test("examineMachine() judges the memory of the container that it runs in, as runs do", async () => {
  vi.spyOn(process, "constrainedMemory").mockReturnValue(5e8);
  const { exitCode, json } = await examineMachine(tmpdir());
  expect(exitCode).toBe(1);
  expect(json).toMatchObject({
    findings: expect.arrayContaining([
      expect.objectContaining({ subject: "memory", fit: false, found: expect.stringMatching(/^500(\.0)? MB, /) }),
    ]),
  });
});
