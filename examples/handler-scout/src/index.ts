/**
 * A handler for plates of the Scout, a fictional microscope, as a third party would write it.
 *
 * ```sh
 * ohcs run plate -p pipeline.ts --handler scout-handler#scout
 * ```
 */
export { scout, scoutFormat } from "./scout-format.ts";
