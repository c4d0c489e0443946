import { mustHaveSwiftShader } from "./chromium-package.ts";
import { type SoftwareDriver, softwareDrivers } from "./software-drivers.ts";

/** How tests are registered with any framework that groups them: a test fails when its body throws. */
export interface TestFramework {
  readonly describe: (name: string, register: () => void) => unknown;
  readonly test: (name: string, body: () => void) => unknown;
}

/**
 * Registers tests of GPU code once for each software driver of this machine, the fastest one last:
 *
 * ```ts
 * onSoftwareDrivers({ describe, test }, (driver, isLast) => test("…", …));
 * ```
 *
 * If there is none, a line is printed to standard error; on Linux on x64 with `@sparticuz/chromium` installed it is a
 * failure.
 */
export function onSoftwareDrivers(
  { describe, test }: TestFramework,
  register: (driver: SoftwareDriver, isLast: boolean) => void,
): void {
  const drivers = softwareDrivers();
  if (drivers.length === 0)
    process.stderr.write("NO GPU TESTS: SwiftShader comes with @sparticuz/chromium, for Linux on x64\n");
  test("there is a driver if SwiftShader's package provides one", () => {
    if (drivers.length === 0 && mustHaveSwiftShader) throw new Error("there is no driver");
  });
  for (const [i, driver] of drivers.entries())
    describe(`on ${driver.name}`, () => register(driver, i === drivers.length - 1));
}
