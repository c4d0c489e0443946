import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  colocalizationFeatures,
  gaussianBlur,
  granularityFeatures,
  growCells,
  intensityFeatures,
  type Labels,
  momentFeatures,
  neighborFeatures,
  type Plane,
  radialFeatures,
  regionPixels,
  regionShapes,
  segmentNuclei,
  shapeFeatures,
  textureFeatures,
  zernikeFeatures,
} from "@ohcs/kernels";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { findPython, NO_PYTHON, openPythonPeer } from "../machine/python-peer.ts";
import { interleave, type Measure, processorTime, summarize } from "../statistics/rounds.ts";
import { renderedImage } from "../storage/rendered-image.ts";

interface Scene {
  readonly first: Plane<Uint16Array>;
  readonly second: Plane<Uint16Array>;
  readonly nuclei: Labels;
  readonly cells: Labels;
  readonly threshold: number;
  readonly regularization: number;
}

const FAMILIES: Readonly<Record<string, (scene: Scene) => unknown>> = {
  cells: ({ second, nuclei, threshold, regularization }) =>
    growCells(second, nuclei, { threshold, regularization, fillHoles: false }),
  "shape and moments": ({ cells }) => {
    const regions = regionPixels(cells);
    return [shapeFeatures(regions, regionShapes(regions, cells), cells), momentFeatures(regions, cells)];
  },
  zernike: ({ cells }) => zernikeFeatures(regionPixels(cells), cells),
  intensity: ({ cells, first }) => intensityFeatures(regionPixels(cells), cells, first),
  texture: ({ cells, first }) => textureFeatures(regionPixels(cells), cells, first),
  granularity: ({ cells, first }) => granularityFeatures(regionPixels(cells), first),
  radialDistribution: ({ cells, first }) => radialFeatures(regionPixels(cells), first),
  neighbors: ({ cells }) => {
    const regions = regionPixels(cells);
    return neighborFeatures(regions, regionShapes(regions, cells), cells, 1);
  },
  correlation: ({ cells, first, second }) => colocalizationFeatures(regionPixels(cells), first, second),
};

/** Measuring cells, family by family, by turns with the library that CellProfiler's measurements come from. */
export const featureTimes: Benchmark = {
  name: "features",
  summary: "cells grown and measured: processor time per object, against cp_measure",
  run,
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const side = quick ? 256 : 1080;
  const scene = drawScene(side);
  const objects = regionPixels(scene.cells).length;
  const python = findPython();
  const rounds = quick ? 1 : 5;
  await writeScene(folder, scene);
  const args = [folder, String(side), String(scene.threshold), String(scene.regularization)];
  const peer = python === null ? null : await openPythonPeer(python, "feature_times.py", args);
  const families: Record<string, object> = {};
  for (const [name, measure] of Object.entries(FAMILIES)) {
    say(`  features: ${name}`);
    const contestants: Record<string, Measure> = { ohcs: () => processorTime(() => measure(scene)) };
    if (peer !== null) contestants.cpMeasure = async () => Number(await peer.ask(name));
    families[name] = perObject(await interleave(rounds, contestants), objects);
  }
  await peer?.close();
  return { side, objects, peer: peer?.greeting ?? NO_PYTHON, families };
}

/** Bright nuclei, and cells as their blurred and dimmed surroundings. */
function drawScene(side: number): Scene {
  const { data } = renderedImage(side);
  const first = { data, height: side, width: side };
  const blurred = gaussianBlur(first, 6).data;
  const second = { ...first, data: Uint16Array.from(blurred, (value, i) => value + ((i * 7919) % 23)) };
  const { labels: nuclei, threshold } = segmentNuclei(first);
  const limit = threshold.level + (threshold.threshold - threshold.level) / 4;
  const regularization = 50;
  const cells = growCells(second, nuclei, { threshold: limit, regularization });
  return { first, second, nuclei, cells, threshold: limit, regularization };
}

async function writeScene(folder: string, { first, second, nuclei, cells }: Scene): Promise<void> {
  for (const [name, { data }] of Object.entries({ first, second, nuclei, cells }))
    await writeFile(join(folder, `${name}.raw`), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function perObject({ ohcs = [], cpMeasure }: Record<string, number[]>, objects: number): object {
  const [ours, theirs] = [summarize(ohcs), cpMeasure === undefined ? null : summarize(cpMeasure)];
  return {
    ohcsMsPerObject: ours.median / objects,
    cpMeasureMsPerObject: theirs && theirs.median / objects,
    cpMeasureOverOhcs: theirs && theirs.median / ours.median,
  };
}
