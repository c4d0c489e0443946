/**
 * Writes synthetic plates to disk; the plates themselves come from `@ohcs/testkit`.
 *
 * ```ts
 * import { designPlate } from "@ohcs/testkit";
 * import { writePlate } from "@ohcs/testkit/disk";
 *
 * const { plateFolder, truthFile } = await writePlate(designPlate({ wells: 24, seed: 7 }), "demo");
 * ```
 */

export { type ObjectServer, type ObjectServerOptions, serveObjects } from "./serve-objects.ts";
export { type WritePlateOptions, type WrittenPlate, writePlate } from "./write-plate.ts";
