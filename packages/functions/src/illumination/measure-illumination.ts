import { type Json, Type } from "@ohcs/context";
import { sumBlocks } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { channelOf, type Sketch } from "../sketch/sketches.ts";
import { planesOf, stackInput } from "../stack/planes.ts";

/** Block sums over planes of one channel. */
export interface IlluminationSketch extends Sketch {
  readonly sketch: "illumination";
  /** Of a plane, px. */
  readonly height: number;
  readonly width: number;
  readonly blockSize: number;
  readonly planes: number;
  /** Row by row. */
  readonly sums: readonly number[];
}

const MOST_BLOCKS = 128;

/**
 * Sums the planes of a well in blocks, as input of `calculateIllumination`. Takes all sites at once; pass all channels,
 * or one.
 */
export const measureIllumination = define({
  name: "measureIllumination",
  summary: "Sums planes in blocks, for an illumination function of the whole plate",
  params: parameters({
    blockSize: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 256, description: "Side of a block, px; by default 128 blocks a side" }),
    ),
  }),
  contract: "3d",
  over: ["site", "timepoint", "zIndex"],
  outputs: { illumination: { kind: "json", description: "Block sums" } },
  exact: true,
  memoryFactor: 1,
  citation: "CellProfiler CorrectIlluminationCalculate (regular, all images)",
  run(inputs, { blockSize }) {
    const image = stackInput(inputs);
    const [planes, height, width] = image.shape;
    const side = blockSize ?? Math.max(1, Math.ceil(Math.max(height, width) / MOST_BLOCKS));
    const sums = planesOf(image).map((plane) => sumBlocks(plane, side).data);
    const total = sums.reduce((sum, one) => sum.map((value, i) => value + (one[i] ?? 0)));
    const sketch: IlluminationSketch = {
      sketch: "illumination",
      channel: channelOf(image.planes),
      height,
      width,
      blockSize: side,
      planes,
      sums: [...total],
    };
    return { outputs: { illumination: sketch as unknown as Json } };
  },
});
