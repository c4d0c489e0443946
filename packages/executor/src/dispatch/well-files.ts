import type { ProcessingContext, WellFile, WellResult, WellTask } from "@ohcs/context";

/** What a reduction reads of the wells that contribute, in the order in which it does; wells that made no such file have none. */
export function filesOfWells(
  { stepPlans }: ProcessingContext,
  contributors: WellTask["contributors"],
  wells: ReadonlyMap<string, WellResult>,
): readonly WellFile[] {
  const names = stepPlans.toArray().flatMap(({ inputs, inputDir }) =>
    [...inputs.values()].flatMap(({ source, kind, output }) => {
      if (source !== "wells") return [];
      const file = `${(output ?? "").replace(/^[^:]*:/, "")}${kind === "table" ? ".csv" : ".json"}`;
      return [{ inputDir, file }];
    }),
  );
  const done = contributors.filter(({ status }) => status === "success").map(({ well }) => well);
  return names.flatMap(({ inputDir, file }) =>
    done.flatMap((well) => {
      const path = `${inputDir}/${well}_${file}`;
      const made = wells.get(well)?.outputs.find((output) => output.path === path);
      return made === undefined ? [] : [{ well, path, sha256: made.sha256 }];
    }),
  );
}
