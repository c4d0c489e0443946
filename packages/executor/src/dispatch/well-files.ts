import type { ProcessingContext, WellFile, WellResult, WellTask } from "@ohcs/context";

/** A file that a reduction reads of a well, if the well made it. */
export type FileOfWell = Omit<WellFile, "sha256"> & { readonly sha256: string | null };

/** What a reduction reads of the wells that contribute, in the order in which it does; the hash is null where a well made none. */
export function filesOfWells(
  { stepPlans }: ProcessingContext,
  contributors: WellTask["contributors"],
  wells: ReadonlyMap<string, WellResult>,
): readonly FileOfWell[] {
  const names = stepPlans.toArray().flatMap(({ inputs, inputDir }) =>
    [...inputs.values()].flatMap(({ source, kind, output }) => {
      if (source !== "wells") return [];
      const file = `${(output ?? "").replace(/^[^:]*:/, "")}${kind === "table" ? ".csv" : ".json"}`;
      return [{ inputDir, file }];
    }),
  );
  const done = contributors.filter(({ status }) => status === "success").map(({ well }) => well);
  return names.flatMap(({ inputDir, file }) =>
    done.map((well) => {
      const path = `${inputDir}/${well}_${file}`;
      return { well, path, sha256: wells.get(well)?.outputs.find((output) => output.path === path)?.sha256 ?? null };
    }),
  );
}

/** Those that the wells made. */
export function isMade(file: FileOfWell): file is WellFile {
  return file.sha256 !== null;
}
