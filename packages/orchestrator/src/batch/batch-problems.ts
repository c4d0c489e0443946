import type { Diagnostic, PlateManifest } from "@ohcs/context";
import type { PlateHost } from "../host/plate-host.ts";
import { folderOf } from "../plate/folder-of.ts";
import { isWithin } from "../plate/is-within.ts";
import type { BatchJob, BatchPlate } from "./compiled-batch.ts";

/** What is wrong with plates only because they are run together. */
export async function batchProblems(
  plates: readonly Pick<PlateManifest, "plateId" | "root">[],
  compiled: readonly BatchPlate[],
  job: BatchJob | null,
  host: PlateHost,
): Promise<readonly Diagnostic[]> {
  return [
    ...equalNames(plates),
    ...(job === null ? [] : compiled.flatMap((one) => apart(one, job))),
    ...(await overlaps(plates, compiled, job, host)),
  ];
}

function equalNames(plates: readonly Pick<PlateManifest, "plateId" | "root">[]): readonly Diagnostic[] {
  const seen = new Map<string, string>();
  return plates.flatMap(({ plateId, root }) => {
    const first = seen.get(plateId);
    seen.set(plateId, first ?? root);
    if (first === undefined) return [];
    return [
      problem("PLATE_NAME_DUPLICATE", plateId, root, {
        message: `Cannot run plate '${plateId}' of '${root}' with the others: expected a name of its own, got that of '${first}'`,
        ...{ expected: "a name of its own", got: `that of '${first}'` },
        hint: "Rename the folder of one of them, or run them apart",
      }),
    ];
  });
}

function apart({ plate, job: { outputRoot } }: BatchPlate, { folder }: BatchJob): readonly Diagnostic[] {
  const got = folderOf(outputRoot);
  if (got === folder) return [];
  return [
    problem("PLATES_APART", plate, outputRoot, {
      message: `Cannot reduce over plates: expected all output plates in '${folder}', got one in '${got}'`,
      ...{ expected: `all output plates in '${folder}'`, got: `one in '${got}'` },
      hint: "Name one folder for all with -o",
    }),
  ];
}

/** Of a plate itself the compiler tells; here it is one plate's source and what the others, or all together, write. */
async function overlaps(
  plates: readonly Pick<PlateManifest, "plateId" | "root">[],
  compiled: readonly BatchPlate[],
  job: BatchJob | null,
  host: PlateHost,
): Promise<readonly Diagnostic[]> {
  const rootOf = async (folder: string) => (await host.facts(folder)).output.root;
  const named = compiled.map(({ plate, job: { outputRoot } }) => ({ plate, outputRoot }));
  const outputs = [...named, ...(job === null ? [] : [{ plate: "", outputRoot: job.outputRoot }])];
  const written = await Promise.all(outputs.map(async (one) => ({ ...one, root: await rootOf(one.outputRoot) })));
  const found = await Promise.all(
    plates.map(async ({ plateId, root }) => {
      const source = await rootOf(root);
      const others = written.filter(({ plate }) => plate !== plateId);
      return others
        .filter((other) => isWithin(other.root, source) || isWithin(source, other.root))
        .map(({ outputRoot }) => overlap(plateId, root, outputRoot));
    }),
  );
  return found.flat();
}

function overlap(plate: string, root: string, outputRoot: string): Diagnostic {
  return problem("OUTPUT_INSIDE_SOURCE", plate, outputRoot, {
    message: `Cannot write to '${outputRoot}': expected a folder apart from the source plates, got one that overlaps '${root}'`,
    ...{ expected: "a folder apart from the source plates", got: `one that overlaps '${root}'` },
    hint: "Choose another output folder with -o",
  });
}

function problem(
  code: string,
  plate: string,
  file: string,
  told: Pick<Diagnostic, "message" | "expected" | "got" | "hint">,
): Diagnostic {
  return { severity: "error", code, where: { plate, file }, ...told, count: 1, examples: [] };
}
