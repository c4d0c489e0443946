/**
 * Drivers that compute on the CPU what a GPU would, so that GPU code is tested on any machine (Node).
 *
 * ```ts
 * import { fork } from "node:child_process";
 * import { driverEnv, swiftShader } from "@ohcs/testkit/gpu-drivers";
 *
 * const driver = swiftShader(); // null where its package has none for this system
 * if (driver !== null) fork("uses-the-gpu.js", { env: { ...process.env, ...driverEnv(driver) } });
 * ```
 */
export { driverEnv, lavapipe, mustHaveSwiftShader, type SoftwareDriver, swiftShader } from "./software-drivers.ts";
