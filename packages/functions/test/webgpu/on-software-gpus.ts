import { lavapipe, mustHaveSwiftShader, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GpuProcess, startGpuProcess } from "./gpu-process.ts";

/** Registers a test for the last driver only, which is the faster one: what takes long and is the same for all. */
type TestOnce = (name: string, run: () => Promise<void>) => void;

/** Registers the tests once for each driver of this machine; none at all is a failure where there must be one. */
export function onSoftwareGpus(register: (gpu: () => GpuProcess, testOnce: TestOnce) => void): void {
  const drivers = [swiftShader(), lavapipe()].filter((driver) => driver !== null);
  if (drivers.length === 0) process.stderr.write("NO GPU TESTS: SwiftShader comes for Linux on x64 only\n");
  test("there is a driver wherever SwiftShader's package brings one", () => {
    expect(drivers.length > 0 || !mustHaveSwiftShader).toBe(true);
  });
  describe.each(drivers)("on $name", (driver) => {
    let started: GpuProcess | undefined;
    beforeAll(async () => {
      started = await startGpuProcess(driver);
    });
    afterAll(() => started?.end());
    test("the device is that of the driver", () => {
      expect(started?.greeting.adapter?.startsWith(driver.adapter)).toBe(true);
    });
    const gpu = (): GpuProcess => {
      if (started === undefined) throw new Error("the GPU process has not started");
      return started;
    };
    register(gpu, (name, run) => {
      if (driver === drivers.at(-1)) test(name, run);
    });
  });
}
