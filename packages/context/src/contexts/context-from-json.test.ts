import { Map as ImmutableMap, List } from "immutable";
import { expect, test } from "vitest";
import {
  BackendUse,
  ContextDraft,
  contextFromJson,
  contextSharing,
  decodeContext,
  encodeContext,
  type Json,
  StepPlan,
  sharedFieldsOf,
  toJson,
} from "../index.ts";

type JsonObject = Parameters<typeof contextFromJson>[0];

const context = new ContextDraft({
  plateId: "P",
  axisId: "A01",
  stepPlans: List.of(new StepPlan({ stepName: "only" })),
  backends: ImmutableMap({ memory: new BackendUse() }),
  fingerprint: "f",
}).freeze();

test("contextFromJson() is the inverse of toJson()", () => {
  expect(contextFromJson(toJson(context) as JsonObject).equals(context)).toBe(true);
});

test("contexts made from the same shared fields share these and keep their own", () => {
  const { axisId = "", fingerprint = "", gpu = null, images = [], ...rest } = toJson(context) as JsonObject;
  const shared = sharedFieldsOf(rest);
  const [one, two] = ["B01", "B02"].map((well) => contextSharing(shared, { axisId: well, fingerprint, gpu, images }));
  expect([axisId, one?.axisId, two?.axisId]).toEqual(["A01", "B01", "B02"]);
  expect(two?.stepPlans).toBe(one?.stepPlans);
  expect(two?.backends).toBe(one?.backends);
});

test("sharedFieldsOf() refuses another specification", () => {
  const json = { ...(toJson(context) as JsonObject), specVersion: 2 };
  expect(() => contextFromJson(json)).toThrow(expect.objectContaining({ code: "CONTEXT_VERSION" }));
});

test("what a context says of plate, configuration, backends, GPU and OME-Zarr are properties, also behind the wire form", () => {
  const json: Json = {
    specVersion: 1,
    axisId: "A01",
    plate: {
      handler: "h",
      handlerSource: { version: "1", module: "m", export: null },
      calibration: { pixelSizeUm: 0.5 },
      channels: [{ id: "1", name: "DAPI" }],
      grid: { rows: 2, columns: 3 },
      tile: { width: 4, height: 5 },
    },
    config: { tiff: { compression: "lzw", predictor: true }, retries: 2 },
    stepPlans: [
      {
        materialization: { backend: "images", directory: "checkpoints" },
        gpu: { policy: "require" },
        outputs: {
          image: {
            zarr: {
              fields: [{ site: 1, channels: ["1"] }],
              labels: ["nuclei"],
              storage: { level: 3 },
              format: { rows: 4 },
            },
          },
        },
      },
    ],
    backends: { images: { use: { module: "m", export: "e", version: "1" }, with: { root: "r" }, plainFiles: true } },
    gpu: { adapter: "a", name: "n", peakBytes: 7 },
  };
  const made = contextFromJson(json);
  const decoded = decodeContext(encodeContext(made));
  expect(decoded.equals(made)).toBe(true);
  const { plate, config, backends, gpu, stepPlans } = decoded;
  expect([plate.handlerSource?.module, plate.calibration.zStepUm, plate.channels.first()?.name]).toEqual([
    "m",
    null,
    "DAPI",
  ]);
  expect([plate.grid?.columns, plate.tile?.dtype, config.tiff.compression, config.timeoutS]).toEqual([
    3,
    null,
    "lzw",
    null,
  ]);
  expect([backends.get("images")?.use.export, backends.get("images")?.plainFiles, gpu?.peakBytes]).toEqual([
    "e",
    true,
    7,
  ]);
  const [step] = stepPlans;
  expect([step?.materialization?.directory, step?.gpu?.policy]).toEqual(["checkpoints", "require"]);
  const { fields, labels, storage, format } = step?.outputs.get("image")?.zarr ?? {};
  const [channel] = fields?.first()?.channels ?? [];
  expect([channel, labels?.first(), storage?.level, format?.rows]).toEqual(["1", "nuclei", 3, 4]);
});
