/**
 * A handler of plates of the Scout, a microscope that we invented, written as somebody outside of OHCS would.
 *
 * ```sh
 * ohcs run plate -p pipeline.ts --handler scout-handler#scout
 * ```
 */
export { scout, scoutFormat } from "./scout-format.ts";
