import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Backend, isOhcsError, recordsOf, sha256Hex } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { LAYOUT, type RunRecord, readRunRecord } from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";
import { REPORT_FILE } from "@ohcs/report/disk";
import { designPlate, type PlateDesign, type PlateTruth, truthOf } from "@ohcs/testkit";
import { main } from "../program/main.ts";
import { presentError } from "../program/present-error.ts";
import { EXIT, type ExitCode } from "../program/session.ts";
import type { Style, Terminal } from "../terminal/terminal.ts";
import { table } from "../views/table.ts";
import { foreign, mark, readMarks } from "./demo-marks.ts";
import { scoreView } from "./score-view.ts";
import { scoreWell, type WellScore } from "./score-well.ts";
import { targetsOf } from "./targets.ts";

/** Where the demo's plate is, with its truth. */
interface DemoPlate {
  readonly plateFolder: string;
  readonly plateMapFile: string;
  readonly truth: PlateTruth;
  /** Must it be written, because there is none or another one? */
  readonly missing: boolean;
}

const FILES = [
  ["images/", "stitched images, one for each well and channel"],
  ["images_labels/nuclei/", "the nuclei of each well as labels"],
  ["images_results/wells.csv", "one row for each well"],
  ["images_results/nuclei.csv", "one row for each nucleus"],
  ["images_results/stitching.csv", "how well the tiles of each well fit"],
  ["openhcs_metadata.json", "what the output plate contains"],
  [`${LAYOUT.own}/`, "how it was made: plan, records of wells, events"],
  [REPORT_FILE, "all of it to look at: open it in a browser"],
] as const;

/** What the demo made, for people who want to look at it. */
function filesView(outputRoot: string, style: Style): string {
  const rows = FILES.map(([path, what]) => [`${outputRoot}/${path}`, what]);
  return table([{ title: "made" }, { title: "" }], rows, style);
}

/** Of its own: `demo` is what the examples call the folder of a plate to try things on. */
const FOLDER = "ohcs-demo";
const PLATE = { name: "plate", format: 24, wells: 24, seed: 7 } as const;
const OUTPUT = `${PLATE.name}_openhcs`;

/** Runs a command line as a person would, and shows it. */
type Ohcs = (...argv: readonly string[]) => Promise<ExitCode>;

/**
 * The demonstration: makes a plate with known truth in `ohcs-demo/` below `directory`, runs a pipeline on it, compares. Ends
 * with 0 only when every target was met.
 */
export async function runDemo(terminal: Terminal, directory: string): Promise<ExitCode> {
  const ohcs: Ohcs = (...argv) => {
    terminal.out.write(`\n${terminal.out.style.colors.bold(`$ ohcs ${argv.join(" ")}`)}\n`);
    return main(argv, terminal, directory);
  };
  try {
    return await demonstrate(ohcs, terminal, join(directory, FOLDER));
  } catch (error) {
    return presentError(error, { terminal, directory, argv: [], json: false, verbose: false });
  }
}

async function demonstrate(ohcs: Ohcs, { out }: Terminal, folder: string): Promise<ExitCode> {
  await mkdir(folder, { recursive: true });
  const { truth, missing } = await demoPlate(designPlate(PLATE), folder);
  const made = missing ? await ohcs("synth", FOLDER, ...synthOptions()) : EXIT.success;
  if (made !== EXIT.success) return made;
  if (missing) await markPlate(folder);
  await clearOutput(join(folder, OUTPUT));
  const map = ["--plate-map", `${FOLDER}/plate-map.csv`];
  const ran = await ohcs("run", `${FOLDER}/${PLATE.name}`, "-p", "preset:stitch-and-count", ...map);
  await markOutput(join(folder, OUTPUT));
  if (ran !== EXIT.success && ran !== EXIT.someWellsFailed) return ran;
  const output = await diskBackend.create({ root: join(folder, OUTPUT), readOnly: true });
  const scores = await scorePlate(truth, output);
  const targets = targetsOf(scores);
  out.write(`\n${scoreView(scores, targets, out.style)}\n${filesView(`${FOLDER}/${OUTPUT}`, out.style)}`);
  return targets.every(({ kept }) => kept) ? EXIT.success : EXIT.someWellsFailed;
}

function synthOptions(): readonly string[] {
  const { name, format, wells, seed } = PLATE;
  const options = { name, plate: format, wells, grid: "3x3", tile: "512x512", channels: 2, z: 3, seed };
  return Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]);
}

/**
 * Clears the output of an earlier demo away, and marks the one that comes as begun.
 * @throws `DEMO_PLATE_FOREIGN` where the latest run in it was none of the demo
 */
export async function clearOutput(outputRoot: string): Promise<void> {
  const folder = dirname(outputRoot);
  if (await exists(outputRoot)) {
    const { run } = await readMarks(folder);
    const record = await recordIn(outputRoot);
    // One that was killed could not be marked: it is one that still says it runs.
    const isOwn = record !== null && (run === null ? record.status === "running" : run === record.runId);
    if (!isOwn) throw foreign(outputRoot);
    await rm(outputRoot, { recursive: true });
  }
  await mark(folder, { run: null });
}

/** Marks the output as made by the demo, as far as its run came. */
export async function markOutput(outputRoot: string): Promise<void> {
  const record = await recordIn(outputRoot);
  if (record !== null) await mark(dirname(outputRoot), { run: record.runId });
}

async function recordIn(outputRoot: string): Promise<RunRecord | null> {
  return readRunRecord(outputReader(outputRoot)).catch((error: unknown) => {
    if (isOhcsError(error)) return null;
    throw error;
  });
}

/** Compares every well of a run's output with the truth, in plate order. */
async function scorePlate(truth: PlateTruth, output: Backend): Promise<readonly WellScore[]> {
  const rows = recordsOf(await output.loadTable("images_results/wells.csv"));
  const status = new Map(rows.map((row) => [String(row.Metadata_Well), String(row.Metadata_Status)]));
  const scores: WellScore[] = [];
  for (const well of truth.wells) scores.push(await scoreWell(well, status.get(well.well) ?? "absent", output));
  return scores;
}

/**
 * The plate of `design` in `folder`: reused if the same one is there, removed if an earlier demo made
 * another one. @throws `DEMO_PLATE_FOREIGN` if something is there that no demo made
 */
export async function demoPlate(design: PlateDesign, folder: string): Promise<DemoPlate> {
  const plateFolder = join(folder, design.name);
  const truth = truthOf(design);
  const plate = { plateFolder, plateMapFile: join(folder, "plate-map.csv"), truth };
  if (!(await exists(plateFolder))) return { ...plate, missing: true };
  const standing = await readFile(join(folder, "truth.json"), "utf8").catch(() => null);
  if (standing?.trim() === JSON.stringify(truth)) return { ...plate, missing: false };
  const { truth: made } = await readMarks(folder);
  if (standing === null || made !== sha256Hex(standing)) throw foreign(plateFolder);
  await rm(plateFolder, { recursive: true });
  return { ...plate, missing: true };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Marks the plate that was written now as made by the demo. */
export async function markPlate(folder: string): Promise<void> {
  await mark(folder, { truth: sha256Hex(await readFile(join(folder, "truth.json"), "utf8")) });
}
