import type { MaterializedSelection, MaterializedStep, MaterializedStructure } from "../draft/materialized-step.ts";
import type { PathPlan } from "../draft/places.ts";
import type { ReductionPlan } from "../draft/reduction-plan.ts";
import type { GroupedSelection, GroupedStep, GroupedStructure } from "../draft/selection.ts";
import { Findings } from "../findings/findings.ts";
import { stepReturnsImage } from "../functions/chain-image.ts";
import { pathClashes } from "../materialization/path-claims.ts";
import { stepOutputs } from "../materialization/step-outputs.ts";

interface MaterializationInput {
  readonly selection: GroupedSelection;
  readonly paths: PathPlan;
  readonly reductions: readonly ReductionPlan[];
}

/** Pass 8: the first step reads the plate, the last image is stored, intermediate ones stay in memory. */
export function planMaterialization({ selection, paths, reductions }: MaterializationInput): MaterializedSelection {
  const findings = new Findings();
  const structures = selection.structures.map((structure) => materialize(structure, paths));
  for (const structure of structures) reportClashes(structure, findings);
  reportReductionClashes(reductions, paths, findings);
  reportUnused(structures, findings);
  return { ...selection, structures, findings: findings.all };
}

function materialize(structure: GroupedStructure, paths: PathPlan): MaterializedStructure {
  const { steps } = structure;
  const last = steps.findLastIndex(({ isActive, step }) => isActive && stepReturnsImage(step));
  const withOutputs = steps.map((step, i) => {
    const outputs = stepOutputs(step, { paths, read: outputsRead(steps, i), isLastImage: i === last });
    return { ...step, outputs, types: new Map(), choices: new Map() };
  });
  return { ...structure, steps: withOutputs, adapters: new Map() };
}

function outputsRead(steps: readonly GroupedStep[], of: number): ReadonlySet<string> {
  const links = steps.flatMap(({ inputs }) => inputs).filter(({ step }) => step === of);
  return new Set(links.flatMap(({ output }) => output ?? []));
}

function reportClashes({ steps, wells }: MaterializedStructure, findings: Findings): void {
  const examples = wells.slice(0, 5).map(({ well }) => well);
  const [well = ""] = examples;
  for (const { path, place, other } of pathClashes(steps)) {
    const file = path.replace("*", well);
    findings.tally({
      code: "PATH_COLLISION",
      message: `Cannot store outputs of step '${place.name}': step '${other.name}' stores the same file`,
      where: { step: place },
      expected: "files of its own",
      got: `one that step '${other.name}' stores`,
      hint: "Rename the output, or the channels whose names differ in special characters only",
      count: wells.length,
      examples: [file],
    });
  }
}

function reportReductionClashes(
  reductions: readonly ReductionPlan[],
  { resultsDir }: PathPlan,
  findings: Findings,
): void {
  const claims = new Map<string, string>();
  for (const { name, steps } of reductions) {
    for (const file of steps.flatMap(({ outputs }) => outputs.flatMap((output) => output.file ?? []))) {
      const other = claims.get(file.toLowerCase());
      claims.set(file.toLowerCase(), other ?? name);
      if (other === undefined) continue;
      findings.error({
        code: "PATH_COLLISION",
        message: `Cannot store '${resultsDir}/${file}.csv' of reduction '${name}': '${other}' stores the same file`,
        where: { file: `${resultsDir}/${file}.csv` },
        expected: "a file of its own",
        got: `one that '${other}' stores`,
        hint: "Rename the table with 'emits'; 'wells' is the name of the built-in summary",
      });
    }
  }
}

/** Steps that run for some wells, but whose outputs are not read or stored in any. */
function reportUnused(structures: readonly MaterializedStructure[], findings: Findings): void {
  const [first] = structures;
  if (structures.some(({ steps }) => !steps.every(isSettled))) return;
  for (const [i, { step }] of first?.steps.entries() ?? []) {
    const all = structures.map(({ steps }) => steps[i]).filter((one) => one?.isActive);
    const isUsed = all.some((one) =>
      [...(one?.outputs.values() ?? [])].some((output) => output.memoryDir ?? output.store),
    );
    if (isUsed || all.length === 0) continue;
    findings.warning({
      code: "STEP_UNUSED",
      message: `Step '${step.place.name}' is unused: none of its outputs is read or stored`,
      where: { step: step.place },
      expected: "an output that is read or stored",
      got: "none",
      hint: "Remove the step, or set 'materialize: true'",
    });
  }
}

/** Are all inputs and outputs of the step known? */
function isSettled({ isIntact, step }: MaterializedStep): boolean {
  return isIntact && step.emissions.every(({ sources }) => sources.size > 0);
}
