import {
  type FunctionResult,
  type GpuImageStack,
  type ImageStack,
  type Json,
  lengthParameter,
  type Table,
  Type,
} from "@ohcs/context";
import { mosaicSize, tilePositions as positionsOf, type TilePositions } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { gpuStackInput } from "../stack/gpu-planes.ts";
import { otherImages, otherNames, planesOf, stackInput } from "../stack/planes.ts";
import { type NominalPlaces, nominalPlaces } from "./nominal-places.ts";
import { tilePositions as positionsOnGpu } from "./tile-positions.webgpu.ts";

/**
 * The positions of a well's sites, sub-pixel, from one reference channel stacked over sites, or from several, whose
 * normalised correlations are added: neighbours are registered by phase correlation and reconciled by least squares. Sites
 * that nothing joins lie on whole pixels. `positions` applies to all channels, z, timepoints and labels;
 * `stitching` is the quality record: edges accepted and rejected, residual, how many sites were registered and
 * how many lie where the stage or the grid says.
 */
export const tilePositions = define({
  name: "tilePositions",
  version: "1.2.0",
  summary: "Finds the positions of a well's sites",
  params: parameters({
    reach: lengthParameter({ default: 40, minimum: 1, maximum: 500, description: "Largest error of the stage" }),
    minCorrelation: Type.Number({
      default: 0.15,
      minimum: 0,
      maximum: 1,
      description: "Overlaps below it are rejected",
    }),
    maxResidual: lengthParameter({
      default: 2,
      minimum: 0.1,
      description: "Edges that deviate from the rest by more",
    }),
    overlap: Type.Number({
      default: 0.1,
      minimum: 0,
      maximum: 0.9,
      description: "Fraction, if there are no stage positions",
    }),
    unstaged: Type.Union([Type.Literal("grid"), Type.Literal("apart")], {
      default: "grid",
      description: "Without stage positions: sites on the plate's grid with 'overlap', or sites that share nothing",
    }),
  }),
  contract: "volumeToSlice",
  over: ["site"],
  inputs: {
    image: { kind: "image" },
    "*": { kind: "image", optional: true, description: "Further reference channels, by any name" },
  },
  outputs: {
    positions: { kind: "json", description: "Upper left corner of each site in the mosaic, px" },
    stitching: { kind: "table", description: "Quality record, one row" },
  },
  exact: true,
  needsTilePlaces: { unless: { unstaged: "apart" } },
  memoryFactor: 1.5,
  citation: "Preibisch, Saalfeld, Tomancak 2009; Kuglin and Hines 1975",
  run(inputs, { overlap, unstaged, ...options }, environment) {
    const stack = stackInput(inputs);
    const nominal = nominalPlaces(stack, environment, { overlap, unstaged });
    const moreChannels = otherImages(inputs, "image").map(([, channel]) => planesOf(channel));
    const found = positionsOf(planesOf(stack), nominal.places, { ...inWholePixels(options), moreChannels });
    return resultOf(found, stack, nominal);
  },
  gpu: {
    bands: true,
    memoryFactor: 1.5,
    workPlanes: 12,
    async run(session, inputs, { overlap, unstaged, ...options }, environment) {
      const stack = gpuStackInput(inputs);
      const others = otherNames(inputs, "image").map((name) => gpuStackInput(inputs, name).data);
      const nominal = nominalPlaces(stack, environment, { overlap, unstaged });
      return resultOf(
        await positionsOnGpu(session, [stack.data, ...others], nominal.places, inWholePixels(options)),
        stack,
        nominal,
      );
    },
  },
});

function inWholePixels<Options extends { readonly reach: number }>(options: Options): Options {
  return { ...options, reach: Math.round(options.reach) };
}

function resultOf(
  found: TilePositions,
  { shape: [, height, width], planes }: ImageStack | GpuImageStack,
  nominal: NominalPlaces,
): Pick<FunctionResult, "outputs" | "quality"> {
  const quality = { ...qualityOf(found), Stitching_NominalFrom: nominal.from };
  const stitching: Table = { columns: Object.keys(quality), rows: [Object.values(quality)] };
  const sites = planes.map(({ site = 1 }) => site);
  return { outputs: { positions: placesJson(found, sites, { width, height }), stitching }, quality };
}

function qualityOf({
  edges,
  accepted,
  rejected,
  residualRms,
  registeredTiles,
  fallbackTiles,
  fallback,
}: TilePositions) {
  const correlations = edges.filter((edge) => edge.accepted).map(({ correlation }) => correlation);
  return {
    Stitching_Edges: edges.length,
    Stitching_EdgesAccepted: accepted,
    Stitching_EdgesRejected: rejected,
    Stitching_ResidualRms: residualRms,
    Stitching_MinCorrelation: correlations.length === 0 ? null : Math.min(...correlations),
    Stitching_RegisteredTiles: registeredTiles,
    Stitching_FallbackTiles: fallbackTiles,
    QC_StitchingFallback: fallback ? 1 : 0,
  };
}

function placesJson(found: TilePositions, sites: readonly number[], tile: { width: number; height: number }): Json {
  return {
    tiles: found.positions.map(({ x, y }, i) => ({ site: sites[i] ?? 0, x, y })),
    tileWidth: tile.width,
    tileHeight: tile.height,
    ...mosaicSize(found.positions, tile.width, tile.height),
    edges: found.edges.map(({ from, to, offset, correlation, accepted }) => ({
      from: sites[from] ?? 0,
      to: sites[to] ?? 0,
      dx: offset.x,
      dy: offset.y,
      correlation,
      accepted,
    })),
  };
}
