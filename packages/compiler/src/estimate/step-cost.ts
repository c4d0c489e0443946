import { bytesPerSample } from "@ohcs/context";
import type { MaterializedStep, OutputDraft } from "../draft/materialized-step.ts";
import type { ItemGroup, TileFacts } from "../draft/selection.ts";
import { isMosaic } from "../gpus/call-sizes.ts";

/** The cost of one step in one well, in bytes. Tables and JSON are small compared to images and not counted. */
interface StepCost {
  /** Memory that the largest group needs while it is computed. */
  readonly working: number;
  /** Bytes in the intermediate backend from this step to its last reader. */
  readonly kept: number;
  /** Bytes stored durably, before compression. */
  readonly written: number;
}

const FLOAT32 = 4;

export function stepCost(step: MaterializedStep, { width, height }: TileFacts): StepCost {
  const pixels = width * height;
  const working = step.groups.map((group) => planesOf(step, group) * pixels * FLOAT32 * factorOf(step, group));
  const outputs = [...step.outputs].map(([name, output]) => ({
    output,
    samples: samplesOf(step, name, output) * pixels,
  }));
  return {
    working: Math.max(0, ...working),
    kept: sum(outputs.map(({ output, samples }) => (output.memoryDir === null ? 0 : samples * heldBytes(output)))),
    written: sum(outputs.map(({ output, samples }) => (output.store === null ? 0 : samples * sampleBytes(output)))),
  };
}

function planesOf({ inputs }: MaterializedStep, group: ItemGroup): number {
  const images = inputs.filter(({ kind }) => kind !== "table" && kind !== "json");
  return sum(images.map(({ name, kind }) => planesIn(kind) * (group.inputs.get(name)?.length ?? 0)));
}

function factorOf({ step }: MaterializedStep, { pattern }: ItemGroup): number {
  const calls = pattern === null ? [] : (step.chains.get(pattern) ?? []);
  return Math.max(1, ...calls.map(({ declaration }) => declaration.memoryFactor));
}

/** Planes of an output in units of a source plane; a mosaic is as large as all its tiles. */
function samplesOf(step: MaterializedStep, name: string, { kind }: OutputDraft): number {
  if (kind === "table" || kind === "json") return 0;
  const sources = step.step.emissions.find((emission) => emission.name === name)?.sources;
  return sum(
    step.groups.map((group) => {
      const isMade = name === "image" || (group.pattern !== null && sources?.has(group.pattern));
      const items = name === "image" ? group.images.length : planesIn(kind);
      return isMade ? items * (isMosaic(step, group) ? largestInput(group) : 1) : 0;
    }),
  );
}

function largestInput({ inputs }: ItemGroup): number {
  return Math.max(1, ...[...inputs.values()].map(({ length }) => length));
}

/** Planes of one item: red, green and blue. */
function planesIn(kind: OutputDraft["kind"]): number {
  return kind === "rgb" ? 3 : 1;
}

/** Of a sample between steps. */
function heldBytes({ kind }: OutputDraft): number {
  return kind === "rgb" ? 1 : FLOAT32;
}

function sampleBytes({ kind, store }: OutputDraft): number {
  return kind === "labels" || store?.dtype == null ? FLOAT32 : bytesPerSample(store.dtype);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
