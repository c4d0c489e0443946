import type { Diagnostic, HostFacts, ResolvedConfig, SourceImage } from "@ohcs/context";
import type {
  MaterializedSelection,
  MaterializedStep,
  MaterializedStructure,
  Stretch,
} from "../draft/materialized-step.ts";
import type { TileFacts } from "../draft/selection.ts";
import { stepCost, sum } from "../estimate/step-cost.ts";
import { Findings } from "../findings/findings.ts";

/** The cost of one stretch of wells. */
export interface StretchEstimate {
  readonly wells: number;
  readonly images: number;
  readonly bytesRead: number;
  /** Images and labels before compression. */
  readonly bytesWritten: number | null;
  /** Of the well with the highest peak. */
  readonly peakBytesPerWell: number | null;
}

/** The estimated cost of a run. Figures that need an image header are null if none was read. */
export interface PlateEstimate extends StretchEstimate {
  /** Each stretch of wells between barriers, in order. */
  readonly stretches: readonly StretchEstimate[];
}

interface EstimateInput {
  readonly selection: MaterializedSelection;
  readonly stretches: readonly Stretch[];
  readonly host: HostFacts;
  readonly config: ResolvedConfig;
}

/** Pass 13: bytes read and written, peak memory, and whether disk and memory suffice. */
export function estimatePlate({ selection, stretches, host, config }: EstimateInput): {
  readonly estimate: PlateEstimate;
  readonly findings: readonly Diagnostic[];
} {
  const findings = new Findings();
  const { tile, wells } = selection;
  const parts = stretches.map(({ structures }) => estimateStretch(structures, tile));
  const estimate: PlateEstimate = {
    wells: wells.length,
    images: Math.max(0, ...parts.map(({ images }) => images)),
    bytesRead: sum(parts.map(({ bytesRead }) => bytesRead)),
    bytesWritten: tile === null ? null : sum(parts.map(({ bytesWritten }) => bytesWritten ?? 0)),
    peakBytesPerWell: tile === null ? null : Math.max(0, ...parts.map(({ peakBytesPerWell }) => peakBytesPerWell ?? 0)),
    stretches: parts,
  };
  checkDisk(estimate, host, findings);
  checkMemory(estimate, host, config, findings);
  return { estimate, findings: findings.all };
}

function estimateStretch(structures: Stretch["structures"], tile: TileFacts | null): StretchEstimate {
  const read = structures.map(readOf);
  const costs = tile === null ? [] : structures.map((structure) => structureCost(structure, tile));
  return {
    wells: sum(structures.map(({ wells }) => wells.length)),
    images: sum(read.map(({ images }) => images)),
    bytesRead: sum(read.map(({ bytes }) => bytes)),
    bytesWritten: tile === null ? null : sum(costs.map(({ written }) => written)),
    peakBytesPerWell: tile === null ? null : Math.max(0, ...costs.map(({ peak }) => peak)),
  };
}

/** Every read counts, also of a plane that several steps read. */
function readOf({ steps, wells, layout, used }: MaterializedStructure) {
  const times = layout.map(() => 0);
  for (const { inputs, groups } of steps) {
    for (const { name } of inputs.filter(({ source }) => source === "images"))
      for (const index of groups.flatMap((group) => group.inputs.get(name) ?? []))
        if (index < times.length) times[index] = (times[index] ?? 0) + 1;
  }
  const bytes = sum(wells.map(({ images }) => sum(bytesOf(images).map((bytes, i) => bytes * (times[i] ?? 0)))));
  return { images: used.length * wells.length, bytes };
}

/** What reading each plane costs: its part of a file that holds several. */
function bytesOf(images: readonly SourceImage[]): readonly number[] {
  const planes = new Map<string, number>();
  for (const { path } of images) planes.set(path, (planes.get(path) ?? 0) + 1);
  return images.map(({ path, bytes, header }) => bytes / Math.max(planes.get(path) ?? 1, header?.pages ?? 1));
}

/** Values that are kept count from the pass in which they are made to the last in which they are read. */
function structureCost({ steps, wells }: MaterializedStructure, tile: TileFacts) {
  const written = sum(steps.map((step) => stepCost(step, tile).written)) * wells.length;
  const last = Math.max(0, ...steps.flatMap(({ groups }) => groups.map(({ pass }) => pass)));
  const passes = Array.from({ length: last + 1 }, (_, pass) => passPeak(steps, pass, tile));
  return { written, peak: Math.max(0, ...passes) };
}

function passPeak(steps: readonly MaterializedStep[], pass: number, tile: TileFacts): number {
  const inPass = ({ groups, ...step }: MaterializedStep, keep: (pass: number) => boolean) =>
    stepCost({ ...step, groups: groups.filter((group) => keep(group.pass)) }, tile);
  const costs = steps.map((step) => inPass(step, (own) => own === pass));
  const held = steps.map((step, i) => sum([inPass(step, (own) => own < pass && isReadLater(steps, i, pass)).kept]));
  const lastReader = steps.map((_, i) => steps.findLastIndex(({ inputs }) => inputs.some(({ step }) => step === i)));
  const peaks = costs.map(({ working }, i) => {
    const alive = costs.map(({ kept }, made) => (made <= i && (lastReader[made] ?? -1) >= i ? kept : 0));
    return sum(alive) + working;
  });
  return sum(held) + Math.max(0, ...peaks);
}

/** Does a step read outputs of step `made` from earlier passes, because its groups span several? */
function isReadLater(steps: readonly MaterializedStep[], made: number, pass: number): boolean {
  const passes = new Set(steps[made]?.groups.map((group) => group.pass));
  return steps.some(({ inputs, groups }) => {
    const reads = inputs.filter(({ step }) => step === made).map(({ name }) => name);
    const isJoint = (count: number) => count > 1 && passes.size > 1;
    return groups.some(
      (group) =>
        group.pass >= pass && isJoint(Math.max(0, ...reads.map((name) => group.inputs.get(name)?.length ?? 0))),
    );
  });
}

const COMFORT = 0.9;

function checkDisk({ bytesWritten }: PlateEstimate, { output }: HostFacts, findings: Findings): void {
  const { freeBytes, root } = output;
  if (freeBytes === null || bytesWritten === null || bytesWritten <= freeBytes * COMFORT) return;
  const expected =
    bytesWritten > freeBytes
      ? `${formatBytes(bytesWritten)} free`
      : `${formatBytes(bytesWritten / COMFORT)} free, a tenth of it in reserve`;
  const finding = {
    code: "DISK_SPACE_SHORT",
    message: `Cannot hold the output in '${root}': it needs ${expected}, and has ${formatBytes(freeBytes)}`,
    where: { config: "outputFolder", file: root },
    expected,
    got: formatBytes(freeBytes),
    hint: "Choose another disk with -o, compress TIFF files, or select fewer wells",
  } as const;
  if (bytesWritten > freeBytes) findings.error(finding);
  else findings.warning(finding);
}

function checkMemory(
  { peakBytesPerWell, wells }: PlateEstimate,
  host: HostFacts,
  config: ResolvedConfig,
  findings: Findings,
): void {
  const budget = config.memoryBudgetBytes ?? host.memoryBytes;
  if (peakBytesPerWell === null || peakBytesPerWell === 0) return;
  const workers = Math.min(config.numWorkers, Math.max(1, wells));
  const fitting = Math.floor(budget / peakBytesPerWell);
  if (fitting >= workers) return;
  const needed = formatBytes(peakBytesPerWell * (fitting === 0 ? 1 : workers));
  const finding = {
    code: "MEMORY_BUDGET",
    message: `Cannot hold ${fitting === 0 ? "a well" : `${workers} wells`} in memory: the estimate is ${needed}, and the budget ${formatBytes(budget)}`,
    where: { config: config.memoryBudgetBytes === null ? "numWorkers" : "memoryBudgetBytes" },
    expected: `a budget of ${needed}`,
    got: formatBytes(budget),
    hint:
      fitting === 0
        ? "Split the largest step, or use a machine with more memory"
        : `Use ${fitting} ${fitting === 1 ? "worker" : "workers"}`,
  } as const;
  if (fitting === 0) findings.error(finding);
  else findings.warning(finding);
}

function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}
