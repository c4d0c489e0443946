import type { ResolvedReduction, ResolvedStep } from "../draft/resolved-step.ts";
import { stepReturnsImage } from "../functions/chain-image.ts";
import { stepInputs } from "../linking/link-step.ts";
import { parseSource } from "../pipeline/input-source.ts";
import { WELLS_TABLE } from "./final-reduction.ts";

/** A step or a reduction of the pipeline. */
export type PipelineEntry = ResolvedStep | ResolvedReduction;

/** A dependency: an entry reads an output of another; both by index. */
export interface EntryLink {
  readonly from: number;
  /** `artifact:x` if a reduction makes it, else null. */
  readonly artifact: string | null;
  /** The parameter that names it. */
  readonly parameter: string;
}

export function isStep(entry: PipelineEntry): entry is ResolvedStep {
  return "chains" in entry;
}

/** For each entry the entries that it reads, before and after it. Names that are not emitted are skipped. */
export function entryLinks(entries: readonly PipelineEntry[]): readonly (readonly EntryLink[])[] {
  const makers = new Map<string, number>();
  for (const [i, entry] of entries.entries())
    for (const { name } of isStep(entry) ? entry.emissions : entry.emitted) if (!makers.has(name)) makers.set(name, i);
  const makerOf = (name: string, parameter: string): readonly EntryLink[] => {
    const from = makers.get(name);
    return from === undefined ? [] : [{ from, artifact: name.startsWith("artifact:") ? name : null, parameter }];
  };
  return entries.map((entry, at) => {
    if (!isStep(entry))
      return resultsRead(entry).flatMap((name) =>
        name === WELLS_TABLE && !makers.has(name) ? tablesBefore(entries, at) : makerOf(name, "from"),
      );
    return Object.entries(stepInputs(entry)).flatMap(([input, source]) => {
      const parsed = parseSource(source);
      const parameter = `inputs.${input}`;
      if (parsed === null || parsed.from === "pipelineStart") return [];
      if (parsed.from === "previous")
        return imagesBefore(entries, at).map((from) => ({ from, artifact: null, parameter }));
      if (parsed.from !== "step") return makerOf(parsed.text, parameter);
      const from = entries.findIndex(({ place }) => place.name === parsed.name);
      return from < 0 ? [] : [{ from, artifact: null, parameter }];
    });
  });
}

/** The steps whose tables the summary of the wells is made from. */
function tablesBefore(entries: readonly PipelineEntry[], at: number): readonly EntryLink[] {
  return entries.slice(0, at).flatMap((entry, from) => {
    const hasTable = isStep(entry) && entry.emissions.some(({ kind }) => kind === "table");
    return hasTable ? [{ from, artifact: null, parameter: "from" }] : [];
  });
}

/** The inputs of a reduction from wells and other reductions; the user's files come from neither. */
export function resultsRead({ spec }: ResolvedReduction): readonly string[] {
  return [spec.from].flat().filter((source) => typeof source === "string");
}

/** The steps that may have made the last image before `at`: with filtered steps it depends on the well. */
function imagesBefore(entries: readonly PipelineEntry[], at: number): readonly number[] {
  const images = entries.flatMap((entry, i) => (i < at && isStep(entry) && stepReturnsImage(entry) ? [i] : []));
  const last = images.findLastIndex(
    (i) => entries[i]?.spec !== undefined && !("wellFilter" in (entries[i]?.spec ?? {})),
  );
  return images.slice(Math.max(0, last));
}
