import { isWithin } from "@ohcs/compiler";
import type { Diagnostic } from "@ohcs/context";
import type { PlateHost } from "../host/plate-host.ts";
import { type BatchJob, type DiagnosedPlate, folderOf } from "./batch-job.ts";

/** A plate with its two folders. */
interface PlacedPlate {
  readonly plate: string;
  readonly source: string;
  readonly outputRoot: string;
}

/** Problems with plates only because they are run together. */
export async function batchProblems(
  diagnosed: readonly DiagnosedPlate[],
  job: BatchJob | null,
  host: PlateHost,
): Promise<readonly Diagnostic[]> {
  const plates = diagnosed.map(({ plateId: plate, orchestrator: { state, outputRoot } }) => {
    return { plate, source: state.name === "created" ? "" : state.manifest.root, outputRoot };
  });
  const atOneFolder = plates.flatMap((one, i) => {
    return plates.findIndex(({ outputRoot }) => outputRoot === one.outputRoot) === i ? [] : [collision(one)];
  });
  const together = job === null ? [] : [...equalNames(plates), ...plates.flatMap((one) => misplaced(one, job))];
  return [...atOneFolder, ...together, ...(await overlaps(plates, job, host))];
}

/** The same plate twice, or two of one name. */
function collision({ plate, outputRoot }: PlacedPlate): Diagnostic {
  const [expected, got] = ["an output plate of its own", "that of another one"];
  return problem("PATH_COLLISION", plate, outputRoot, {
    message: `Cannot run plate '${plate}' into '${outputRoot}': expected ${expected}, got ${got}`,
    expected,
    got,
    hint: "Name each plate once; run plates of the same name apart, with another '-o'",
  });
}

function equalNames(plates: readonly PlacedPlate[]): readonly Diagnostic[] {
  return plates.flatMap(({ plate, source }, i) => {
    const first = plates.findIndex((other) => other.plate === plate);
    if (first === i) return [];
    const got = `that of '${plates[first]?.source}'`;
    return [
      problem("PLATE_NAME_DUPLICATE", plate, source, {
        message: `Cannot reduce plate '${plate}' of '${source}' with the others: the name is ${got}`,
        expected: "a name of its own",
        got,
        hint: "Rename the folder of one of them",
      }),
    ];
  });
}

/** All output plates lie beside each other, and beside what is reduced over them. */
function misplaced(placed: PlacedPlate, job: BatchJob): readonly Diagnostic[] {
  const { plate, outputRoot } = placed;
  const { folder } = job;
  const got = folderOf(outputRoot);
  if (outputRoot === job.outputRoot) return [collision(placed)];
  if (got === folder) return [];
  return [
    problem("PLATES_APART", plate, outputRoot, {
      message: `Cannot reduce over plates: expected all output plates in '${folder}', got one in '${got}'`,
      expected: `all output plates in '${folder}'`,
      got: `one in '${got}'`,
      hint: "Name one folder for all with -o",
    }),
  ];
}

/**
 * Conflicts within a plate are reported by the compiler; this is about one plate's source and the outputs of the
 * others.
 */
async function overlaps(
  plates: readonly PlacedPlate[],
  job: BatchJob | null,
  host: PlateHost,
): Promise<readonly Diagnostic[]> {
  const outputs = [...plates, ...(job === null ? [] : [{ plate: null, outputRoot: job.outputRoot }])];
  const written = await Promise.all(
    outputs.map(async (one) => ({ ...one, root: await host.realPath(one.outputRoot) })),
  );
  const found = plates.map(async ({ plate, source }) => {
    const root = await host.realPath(source);
    const others = written.filter((other) => other.plate !== plate);
    const hit = others.filter((other) => isWithin(other.root, root) || isWithin(root, other.root));
    return hit.map(({ outputRoot }) => overlap(plate, source, outputRoot));
  });
  return (await Promise.all(found)).flat();
}

function overlap(plate: string, source: string, outputRoot: string): Diagnostic {
  const [expected, got] = ["a folder apart from the source plates", `one that overlaps '${source}'`];
  return problem("OUTPUT_INSIDE_SOURCE", plate, outputRoot, {
    message: `Cannot write to '${outputRoot}': expected ${expected}, got ${got}`,
    expected,
    got,
    hint: "Choose another output folder with -o",
  });
}

function problem(
  code: string,
  plate: string,
  file: string,
  diagnosed: Pick<Diagnostic, "message" | "expected" | "got" | "hint">,
): Diagnostic {
  return { severity: "error", code, where: { plate, file }, ...diagnosed, count: 1, examples: [] };
}
