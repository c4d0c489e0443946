import { contextFromJson, encodeContext, type Json, sha256Hex, type WellTask } from "@ohcs/context";

/** The name of the suite's module in its contexts. */
export const CONFORMANCE_MODULE = "ohcs:runner-conformance";

/** Storage faults of a well: a full disk, a folder that cannot be written, a truncated image. */
export type StorageFault = "full" | "denied" | "truncated";

export interface TaskOptions {
  /** Name of the function that the well's only step calls. */
  readonly call: string;
  readonly module?: string;
  readonly deadlineMs?: number;
  /** Limit of the well's only step. */
  readonly stepDeadlineMs?: number;
  /** The fault of the well's storage. @default null */
  readonly fault?: StorageFault | null;
}

/** A task whose one step calls one function on one zero plane of 2 × 2 px and stores its result. */
export function conformanceTask(wellId: string, options: TaskOptions): WellTask {
  const context = encodeContext(contextFromJson({ ...contextOf(wellId, options), stepPlans: [planOf(options)] }));
  const { deadlineMs = null, stepDeadlineMs } = options;
  const stepDeadlinesMs = stepDeadlineMs === undefined ? {} : { 0: stepDeadlineMs };
  return { context, wellId, attempt: 1, deadlineMs, stepDeadlinesMs, contributors: [] };
}

function planOf({ call, module = CONFORMANCE_MODULE, fault }: TaskOptions): Json {
  const plan = { module, export: call, version: "1.0.0", contract: "2d", inputs: [], outputs: {}, with: {} };
  const store = { backend: "output", directory: "images", extension: ".tif", name: null, dtype: null, listed: true };
  return {
    stepIndex: 0,
    stepName: "only",
    func: { "*": [plan] },
    inputs: { image: { source: "images", kind: "image", step: null, output: null } },
    groups: [
      {
        key: "s001",
        coordinates: { site: 1 },
        pattern: "*",
        inputs: { image: [fault === "truncated" ? 0 : null] },
        images: ["s001"],
      },
    ],
    outputs: { image: { kind: "image", memoryDir: null, store } },
  };
}

function contextOf(wellId: string, { fault = null }: TaskOptions): Readonly<Record<string, Json>> {
  const use = { module: CONFORMANCE_MODULE, export: "fleetingBackend", version: "1.0.0" };
  return {
    specVersion: 1,
    plateId: "conformance",
    axis: "well",
    axisId: wellId,
    images: [{ path: "a.tif", page: 0, xUm: 0, yUm: 0 }],
    layout: [{ site: 1 }],
    wells: [],
    plate: { tile: { width: 2, height: 2 } },
    config: {},
    backends: {
      source: { use, with: { fault } },
      intermediate: { use, with: {} },
      output: { use, with: { fault }, plainFiles: true },
    },
    gpu: null,
    metadataTarget: "openhcs_metadata.json",
    fingerprint: sha256Hex(wellId),
  };
}
