import { lavapipe, mustHaveSwiftShader, type SoftwareDriver, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { describe, expect, test } from "vitest";

/** The drivers of this machine. */
export const DRIVERS = [swiftShader(), lavapipe()].filter((driver) => driver !== null);

/** Registers the tests once for each driver; none at all is a failure where there must be one. */
export function onSoftwareGpus(register: (driver: SoftwareDriver) => void): void {
  if (DRIVERS.length === 0) process.stderr.write("NO GPU TESTS: SwiftShader comes for Linux on x64 only\n");
  test("there is a driver wherever SwiftShader's package brings one", () => {
    expect(DRIVERS.length > 0 || !mustHaveSwiftShader).toBe(true);
  });
  describe.each(DRIVERS)("on $name", register);
}
