/**
 * Software GPU drivers, so that GPU code is tested on any machine (Node).
 *
 * ```ts
 * import { startDriverProcess, swiftShader } from "@ohcs/testkit/gpu-drivers";
 *
 * const driver = swiftShader(); // null where its package has none for this system
 * if (driver !== null) await startDriverProcess(new URL("uses-the-gpu.js", import.meta.url), driver);
 * ```
 */
export { type BrowserCommand, headlessChromium, mustHaveSwiftShader } from "./chromium-package.ts";
export { type DriverProcess, startDriverProcess } from "./driver-process.ts";
export { onSoftwareDrivers, type TestFramework } from "./on-software-drivers.ts";
export { driverEnv, lavapipe, type SoftwareDriver, softwareDrivers, swiftShader } from "./software-drivers.ts";
