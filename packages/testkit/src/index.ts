/**
 * Synthetic plates with known truth, for tests and demonstrations.
 *
 * A *design* is plain data: everything determined by the seed. From it every plane can be rendered alone, the truth is
 * computed, and results are scored:
 *
 * ```ts
 * const design = designPlate({ wells: 24, seed: 7 });
 * const plane = renderPlane(design, { well: "A01", site: 1, channel: 1, zIndex: 1, timepoint: 1 });
 * const [well] = truthOf(design).wells;
 * const { f1 } = scoreObjects(well, { data, width, height, origin: { x: 0, y: 0 } });
 * ```
 *
 * Tests that need no disk take `new Map(renderPlateFiles(tinyPlate()))`; `@ohcs/testkit/disk` writes plates.
 */

export { type BackendConformance, backendConformance } from "./conformance/backend-conformance.ts";
export { type FunctionConformance, functionConformance } from "./conformance/function-conformance.ts";
export { type HandlerConformance, handlerConformance } from "./conformance/handler-conformance.ts";
export { type RunnerConformance, runnerConformance } from "./conformance/runner-conformance.ts";
export { CONFORMANCE_MODULE, conformanceTask } from "./conformance/runner-conformance-task.ts";
export { type TestkitErrorCode, testkitErrors } from "./errors.ts";
export { type GpuReply, gpuReply } from "./gpu/gpu-reply.ts";
export { designPlate } from "./plate/design/design-plate.ts";
export { type PlateFile, planesOf } from "./plate/design/planes-of.ts";
export type {
  CellDesign,
  CellIntensity,
  CorruptPlane,
  LayoutName,
  Optics,
  PlacementKind,
  PlateCoordinates,
  PlateDesign,
  Point,
  TileDesign,
  WellDesign,
  WellRole,
} from "./plate/design/plate-design.ts";
export type { PlateOptions } from "./plate/design/plate-options.ts";
export { type TinyPlateOptions, tinyPlate } from "./plate/design/tiny-plate.ts";
export { type MemoryPlate, memoryPlateReader } from "./plate/memory-plate-reader.ts";
export { createRandom, type Random, type SeedParts } from "./plate/random.ts";
export { renderPlane } from "./plate/render/render-plane.ts";
export { planePath, renderPlateFiles } from "./plate/render-plate-files.ts";
export { encodeTiff, type TiffPage } from "./tiff/encode-tiff.ts";
export type { CellTruth, FaultTruth, PlateTruth, TileTruth, WellTruth } from "./truth/plate-truth.ts";
export { type LabelMosaic, rasteriseTruth } from "./truth/rasterise-truth.ts";
export { type LabelScore, type ObjectMatch, type ObjectScore, scoreObjects } from "./truth/score-objects.ts";
export { type PositionScore, scorePositions } from "./truth/score-positions.ts";
export { truthOf } from "./truth/truth-of.ts";
