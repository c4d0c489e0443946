import { step } from "@ohcs/context";
import { expect, test } from "vitest";
import { functions } from "../../test/catalogue-fixture.ts";
import { inputOf, manifestOf } from "../../test/plate-fixture.ts";
import { compilePlate } from "../compile-plate.ts";
import { DEFAULT_CONFIG } from "../config/config-schema.ts";

const steps = [step("blur", { func: functions.gaussianBlur({ sigma: { um: 2 } }) })];

function compiled(pixelSizeUm: number | null, config: object) {
  const notice = { code: "CALIBRATION_UNKNOWN", message: "The pixel size is unknown" };
  const notices = pixelSizeUm === null ? [{ ...EMPTY, ...notice }] : [];
  const manifest = { ...manifestOf({ pixelSizeUm }), notices };
  const { plate, diagnostics } = compilePlate(inputOf(steps, { manifest, config: { ...DEFAULT_CONFIG, ...config } }));
  const context = plate?.phases.get(0)?.contexts.get(0);
  const call = context?.stepPlans.get(0)?.func.get("*")?.get(0);
  return { codes: diagnostics.map(({ code }) => code), sigma: call?.with.get("sigma"), facts: context?.plate };
}

const EMPTY = {
  severity: "warning",
  where: {},
  expected: null,
  got: null,
  hint: null,
  count: 1,
  examples: [],
} as const;

test("lengths in µm are converted by the pixel size that is stated where the plate has none, and nothing is warned of", () => {
  expect(compiled(null, {}).codes).toEqual(["CALIBRATION_UNKNOWN", "CALIBRATION_UNKNOWN"]);
  const { codes, sigma, facts } = compiled(null, { pixelSizeUm: 0.5 });
  expect([codes, sigma, facts?.calibration.pixelSizeUm]).toEqual([[], 4, 0.5]);
});

test("a pixel size that is not the plate's wins, with a warning; the same is none", () => {
  const { codes, sigma } = compiled(0.65, { pixelSizeUm: 1 });
  expect([codes, sigma]).toEqual([["CALIBRATION_OVERRIDDEN"], 2]);
  expect(compiled(0.65, { pixelSizeUm: 0.65 }).codes).toEqual([]);
});

test("the grid that is stated is that of the contexts", () => {
  expect(compiled(0.65, { grid: { rows: 2, columns: 1 } }).facts?.grid?.toObject()).toEqual({ rows: 2, columns: 1 });
});
