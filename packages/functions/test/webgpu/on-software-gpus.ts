import { mustHaveSwiftShader, onSoftwareDrivers } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startGpuPage } from "./gpu-page.ts";
import { type GpuProcess, startGpuProcess } from "./gpu-process.ts";

/** Registers a test for the last driver only, which is the fastest one: what takes long and is the same for all. */
type TestOnce = (name: string, run: () => Promise<void>) => void;

/** `isPage`: kernels are computed in a browser. */
type Register = (gpu: () => GpuProcess, testOnce: TestOnce, isPage: boolean) => void;

/** Registers the tests once for each driver of this machine; none at all is a failure where there must be one. */
export function onSoftwareGpus(register: Register): void {
  onSoftwareDrivers({ describe, test }, (driver, isLast) => {
    const gpu = startedForAll(driver.adapter, () => startGpuProcess(driver));
    register(gpu, isLast ? test : () => {}, false);
  });
}

/** The same, and once more for a page in a browser, which comes where SwiftShader comes. */
export function onSoftwareGpusAndInBrowser(register: Register): void {
  describe.runIf(mustHaveSwiftShader)("on a page of a browser", () => {
    register(startedForAll("google swiftshader", startGpuPage), () => {}, true);
  });
  onSoftwareGpus(register);
}

/** What has a device during the tests of a group, the first of which is that it is that of the driver. */
function startedForAll(adapter: string, start: () => Promise<GpuProcess>): () => GpuProcess {
  let started: GpuProcess | undefined;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started?.end());
  test("the device is that of the driver", () => {
    expect(started?.greeting.adapter?.startsWith(adapter)).toBe(true);
  });
  return () => {
    if (started === undefined) throw new Error("the GPU process has not started");
    return started;
  };
}
