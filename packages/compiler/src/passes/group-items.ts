import { type Component, formatPlaneKey, type PlateManifest } from "@ohcs/context";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import type {
  GroupedSelection,
  GroupedStep,
  GroupedStructure,
  LinkedInput,
  LinkedSelection,
  LinkedStructure,
} from "../draft/selection.ts";
import { type Finding, Findings, nearestHint } from "../findings/findings.ts";
import { assignPasses } from "../items/assign-passes.ts";
import { groupStep } from "../items/group-step.ts";
import type { Item, ItemFilter } from "../items/item.ts";
import { itemFilter } from "../items/item-filter.ts";
import { planesRead, sourceIndexes } from "../items/planes-read.ts";
import { isOfPlate } from "../linking/find-source.ts";

interface GroupInput {
  readonly selection: LinkedSelection;
  readonly steps: readonly ResolvedStep[];
  readonly manifest: PlateManifest;
  /** The sequential components of the pipeline. */
  readonly sequential: readonly Component[];
}

/** Pass 7: forms the groups of every step, once for all wells of a structure. */
export function groupItems({ selection, steps, manifest, sequential }: GroupInput): GroupedSelection {
  const findings = new Findings();
  const filters = steps.map((step) => itemFilter(step, manifest, findings));
  const values = steps.map(() => new Set<string>());
  const structures = selection.structures.map((structure) =>
    groupStructure(structure, { filters, values, sequential }, findings),
  );
  reportMissingImages(structures, findings);
  for (const [i, step] of steps.entries()) reportUnusedKeys(step, values[i] ?? new Set(), findings);
  return { ...selection, structures, findings: findings.all };
}

/** By step index its filtered items, the values of its groups, and the order of groups. */
interface GroupingFacts {
  readonly filters: readonly ItemFilter[];
  readonly values: readonly Set<string>[];
  readonly sequential: readonly Component[];
}

function groupStructure(
  structure: LinkedStructure,
  { filters, values, sequential }: GroupingFacts,
  findings: Findings,
): GroupedStructure {
  const { layout, missing } = structure;
  const steps: GroupedStep[] = [];
  const sources = [...layout, ...missing].map((coordinates, index) => ({ coordinates, index }));
  for (const linked of structure.steps) {
    const planes = linked.step.onMissing === "skip" ? sources.slice(0, layout.length) : sources;
    const itemsOf = (input: LinkedInput): readonly Item[] => {
      if (isOfPlate(input)) return THE_PLATE;
      const { step, output } = input;
      const from = step === null ? undefined : steps[step];
      return from === undefined ? planes : producedItems(from, output ?? "");
    };
    const outcome = groupStep(linked, filters[linked.index] ?? NO_FILTER, itemsOf);
    for (const value of outcome.values) values[linked.index]?.add(value);
    for (const problem of outcome.problems) tally(problem, structure, findings);
    steps.push(outcome.step);
  }
  const ordered = assignPasses(steps, layout, sequential);
  return { ...structure, steps: ordered, ...planesRead(steps, structure) };
}

/** An artifact, made or supplied, belongs to all groups of all wells. */
const THE_PLATE: readonly Item[] = [{ coordinates: {}, index: 0 }];

const NO_FILTER: ItemFilter = { sites: null, channels: null };

/** Planes that steps require but that have no image. */
function gapsOf({
  layout,
  missing,
  wells,
  steps,
}: GroupedStructure): readonly (readonly [well: string, gap: string])[] {
  const failing = steps.filter(({ step }) => step.onMissing === "fail");
  const gaps = [...new Set(failing.flatMap(sourceIndexes))].flatMap((index) => missing[index - layout.length] ?? []);
  return wells.flatMap(({ well }) => gaps.map((plane) => [well, formatPlaneKey(plane)] as const));
}

function reportMissingImages(structures: readonly GroupedStructure[], findings: Findings): void {
  const gaps = structures.flatMap(gapsOf);
  const [well, ...others] = new Set(gaps.map(([one]) => one));
  if (well === undefined) return;
  findings.error({
    code: "IMAGE_MISSING",
    message: "Cannot compile plate: images are missing for some site, channel, z or timepoint",
    where: others.length === 0 ? { well } : {},
    expected: "an image for every site, channel, z and timepoint",
    got: others.length === 0 ? "gaps" : `gaps in ${others.length + 1} wells`,
    hint: "Exclude the wells with --wells, or process them with gaps: --set onMissing=skip (or fill), 'onMissing' in the pipeline",
    count: gaps.length,
    examples: gaps.map((gap) => gap.join(" ")),
  });
}

/** A problem of a structure affects each of its wells. */
function tally(problem: Finding, { wells }: LinkedStructure, findings: Findings): void {
  const groups = problem.examples ?? [""];
  const examples = wells
    .slice(0, 5)
    .flatMap(({ well }) => groups.slice(0, 5).map((group) => `${well} ${group}`.trimEnd()));
  findings.tally({ ...problem, count: groups.length * wells.length, examples });
}

/** Keys of a dictionary that no group of any well has. `values` are those of the groups. */
function reportUnusedKeys(step: ResolvedStep, values: ReadonlySet<string>, findings: Findings): void {
  const { place, spec, chains, isDictionary } = step;
  const { groupBy = "channel" } = spec;
  if (!isDictionary || values.size === 0) return;
  for (const key of chains.keys()) {
    if (values.has(key)) continue;
    findings.error({
      code: "PATTERN_KEY_UNKNOWN",
      message: `Cannot use key '${key}' in step '${place.name}': no selected image has this ${groupBy}`,
      where: { step: place, parameter: "func" },
      expected: `a ${groupBy} of the selected images`,
      got: `'${key}'`,
      hint: nearestHint(key, values),
    });
  }
}

/** The items of a step's output: the images of its groups in order, or one item per group that makes the output. */
function producedItems({ step, groups }: GroupedStep, output: string): readonly Item[] {
  if (output === "image")
    return groups.flatMap(({ images }) => images).map((coordinates, index) => ({ coordinates, index }));
  const sources = step.emissions.find(({ name }) => name === output)?.sources;
  return groups.flatMap(({ coordinates, pattern }, index) =>
    pattern !== null && sources?.has(pattern) ? [{ coordinates, index }] : [],
  );
}
