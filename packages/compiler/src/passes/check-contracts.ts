import type { Dtype } from "@ohcs/context";
import { incomparable } from "../contracts/comparable-intensities.ts";
import { countedRepeatedly } from "../contracts/counted-repeatedly.ts";
import { chainHistory } from "../contracts/image-history.ts";
import { overlappingSites } from "../contracts/overlapping-sites.ts";
import { impossibleChains, stepTypes } from "../contracts/step-types.ts";
import { type TilePlaces, unplacedTiles } from "../contracts/unplaced-tiles.ts";
import type {
  MaterializedSelection,
  MaterializedStep,
  MaterializedStructure,
  OutputDraft,
} from "../draft/materialized-step.ts";
import type { ReductionPlan } from "../draft/reduction-plan.ts";
import type { LinkedStep, TileFacts } from "../draft/selection.ts";
import { type Finding, Findings } from "../findings/findings.ts";

interface ContractInput {
  readonly selection: MaterializedSelection;
  readonly places: TilePlaces;
  readonly reductions: readonly ReductionPlan[];
}

/**
 * Pass 9: follows the sample type of images along every chain, inserts lossless conversions and reports impossible
 * ones; reports calls that need places of tiles which nothing states, lengths in µm on images with pixels of another size, and
 * reductions that count objects repeatedly; warns of measurements that are not comparable. Determines the sample type of the stored images of every step: if all functions of its
 * history keep the range of the source, it is that of the source; else the functions' own. Samples are clipped and
 * rounded once, when stored.
 */
export function checkContracts({ selection, places, reductions }: ContractInput): MaterializedSelection {
  const findings = new Findings();
  for (const structure of selection.structures) {
    const overlap = overlappingSites(structure, selection.tile, places.calibration);
    for (const step of structure.steps)
      for (const problem of unplacedTiles(step, structure, places)) findings.add(problem);
    for (const problem of countedRepeatedly(reductions, structure.steps, overlap)) findings.add(problem);
  }
  const structures = selection.structures.map((structure) => withDtypes(structure, selection.tile, findings));
  return { ...selection, structures, findings: findings.distinct };
}

function withDtypes(
  structure: MaterializedStructure,
  tile: TileFacts | null,
  findings: Findings,
): MaterializedStructure {
  const keepsRange: boolean[] = [];
  const types = stepTypes(structure.steps, tile?.dtype ?? null);
  for (const problem of incomparable(structure.steps)) findings.warning(problem);
  for (const problem of misscaledLengths(structure.steps)) findings.error(problem);
  const steps = structure.steps.map((step, i) => {
    const own = types[i] ?? new Map();
    for (const problem of impossibleChains(step, own)) findings.error(problem);
    const keeps = keepsSourceRange(step, keepsRange);
    keepsRange.push(keeps);
    return { ...withDtype(step, storedDtype(step, keeps, tile)), types: own };
  });
  return { ...structure, steps };
}

/** Has every function between the source and the image of this step declared that it keeps the dtype's range? */
function keepsSourceRange({ step, inputs }: MaterializedStep, earlier: readonly boolean[]): boolean {
  const calls = [...step.chains.values()].flat().filter(({ declaration }) => declaration.returnsImage);
  const sources = inputs.filter(({ kind }) => kind === "image");
  return (
    calls.every(({ declaration }) => declaration.dtype === "preserve") &&
    sources.every((link) => link.step === null || (link.output === "image" && earlier[link.step] === true))
  );
}

function storedDtype({ step }: MaterializedStep, keepsRange: boolean, tile: TileFacts | null): Dtype | null {
  const wanted = step.spec.dtype ?? (keepsRange ? "preserve" : "native");
  if (wanted === "native") return null;
  return wanted === "preserve" ? (tile?.dtype ?? null) : wanted;
}

function withDtype(step: MaterializedStep, dtype: Dtype | null): MaterializedStep {
  const typed = (output: OutputDraft): OutputDraft =>
    output.store === null ? output : { ...output, store: { ...output.store, dtype } };
  const outputs = [...step.outputs].map(([name, output]) => [name, name === "image" ? typed(output) : output] as const);
  return { ...step, outputs: new Map(outputs) };
}

/** Lengths in µm, which have become px of the plate's images, given for images that were resampled. */
function misscaledLengths(steps: readonly LinkedStep[]): readonly Finding[] {
  return steps.flatMap((step) =>
    [...step.step.chains.values()].flatMap((calls) =>
      calls.flatMap(({ declaration, inUm }, i) => {
        const history = inUm.length === 0 ? [] : chainHistory(step, calls.slice(0, i), steps);
        const by = history.find(({ call }) => call.declaration.geometry === "resampled");
        if (by === undefined) return [];
        const expected = "px of the image as it is then";
        const got = `µm, after '${by.call.declaration.name}' of step '${by.place.name}' changed the size of pixels`;
        return inUm.map((parameter) => ({
          code: "LENGTH_MISSCALED" as const,
          message: `Cannot take '${parameter}' of '${declaration.name}': expected ${expected}, got ${got}`,
          where: { step: step.step.place, function: declaration.name, parameter },
          expected,
          got,
        }));
      }),
    ),
  );
}
