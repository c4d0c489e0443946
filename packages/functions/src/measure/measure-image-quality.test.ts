import { recordsOf, type Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { measureImageQuality } from "./measure-image-quality.ts";

test("measureImageQuality() judges each named image under CellProfiler's names, and counts what is saturated", async () => {
  const DNA = drawStack([
    [
      [1, 1, 3],
      [65535, 3, 65535],
    ],
  ]);
  const { outputs } = await measureImageQuality.run(
    { DNA, ER: DNA },
    { scale: 20 },
    environment({ saturation: { DNA: 65535 } }),
  );
  const [row] = recordsOf(outputs?.quality as Table);
  expect(row).toMatchObject({
    ImageQuality_MedianIntensity_DNA: 3,
    ImageQuality_PercentMinimal_DNA: 100 / 3,
    ImageQuality_PowerLogLogSlope_DNA: null,
    ImageQuality_MaxIntensity_ER: 65535,
    QC_Saturated_DNA: 2,
    QC_Saturated_ER: null,
  });
  expect(Object.keys(row ?? {})).toContain("ImageQuality_LocalFocusScore_DNA_20");
});
