import { hostname } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { machineFolder } from "./machine-slots.ts";

afterEach(() => vi.unstubAllEnvs());

test("jobs with temporary folders of their own meet in one folder of their machine", () => {
  const folders = ["/tmp/job-1", "/tmp/job-2"].map((own) => {
    vi.stubEnv("TMPDIR", own);
    return machineFolder();
  });
  expect(new Set(folders)).toEqual(new Set([`/var/tmp/ohcs-gpus-${hostname()}`]));
});
