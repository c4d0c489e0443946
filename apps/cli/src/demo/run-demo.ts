import { mkdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { type Backend, recordsOf } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { designPlate, type PlateTruth } from "@ohcs/testkit";
import { EXIT, type ExitCode } from "../program/exit-code.ts";
import { main } from "../program/main.ts";
import { presentError } from "../program/present-error.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { demoPlate, ignoreInGit } from "./demo-plate.ts";
import { scoreView } from "./score-view.ts";
import { scoreWell } from "./score-well.ts";
import { targetsOf } from "./targets.ts";
import type { WellScore } from "./well-score.ts";

const SEED = 7;
const WELLS = 24;
const NAME = "plate";
const FOLDER = "demo";

/**
 * The demonstration: makes a plate with known truth below `directory`, runs a pipeline on it and compares. Ends with 0
 * only when every target was met.
 */
export async function runDemo(terminal: Terminal, directory: string): Promise<ExitCode> {
  try {
    const folder = join(directory, FOLDER);
    const { truth, missing } = await preparedFolder(folder);
    const demo = new Demo(terminal, directory);
    const synth = ["--name", NAME, "--plate", String(WELLS), "--wells", String(WELLS), "--seed", String(SEED)];
    if (missing) await demo.ohcs("synth", FOLDER, ...synth);
    const output = `${NAME}_openhcs`;
    await rm(join(folder, output), { recursive: true, force: true });
    const run = [`${FOLDER}/${NAME}`, "-p", "preset:stitch-and-count", "--plate-map", `${FOLDER}/plate-map.csv`];
    const exitCode = await demo.ohcs("run", ...run);
    if (exitCode !== EXIT.success && exitCode !== EXIT.someWellsFailed) return exitCode;
    return await demo.compare(truth, join(folder, output));
  } catch (error) {
    return presentError(error, { terminal, directory, json: false, verbose: false });
  }
}

async function preparedFolder(folder: string) {
  await mkdir(folder, { recursive: true });
  await ignoreInGit(folder);
  return demoPlate(designPlate({ name: NAME, format: WELLS, wells: WELLS, seed: SEED }), folder);
}

class Demo {
  readonly #terminal: Terminal;
  readonly #directory: string;

  constructor(terminal: Terminal, directory: string) {
    this.#terminal = terminal;
    this.#directory = directory;
  }

  /** Runs a command line as a person would, and shows it. */
  async ohcs(...argv: readonly string[]): Promise<ExitCode> {
    const { out } = this.#terminal;
    out.write(`\n${out.style.colors.bold(`$ ohcs ${argv.join(" ")}`)}\n`);
    return main(argv, this.#terminal, this.#directory);
  }

  /** Shows how the output compares with the truth. */
  async compare(truth: PlateTruth, outputRoot: string): Promise<ExitCode> {
    const { out } = this.#terminal;
    const output = await diskBackend.create({ root: outputRoot, readOnly: true });
    const scores = await scoresOf(truth, output);
    const targets = targetsOf(scores);
    out.write(`\n${scoreView(scores, targets, out.style)}\n${this.#files(outputRoot)}`);
    return targets.every(({ kept }) => kept) ? EXIT.success : EXIT.someWellsFailed;
  }

  #files(outputRoot: string): string {
    const at = (...parts: string[]) => relative(this.#directory, join(outputRoot, ...parts)) || ".";
    const files = [
      [at("images", "*.tif"), "stitched images, one per well and channel"],
      [at("images_labels", "nuclei", "*.tif"), "the nuclei of each well as labels"],
      [at("images_results", "wells.csv"), "one row per well"],
      [at("images_results", "nuclei.csv"), "one row per nucleus"],
      [at("images_results", "stitching.csv"), "how well the tiles fit"],
      [at("openhcs_metadata.json"), "what the output plate contains"],
      [at(".ohcs"), "how it was made: plan, records, events"],
    ] as const;
    return files.map(([path, what]) => `  ${path.padEnd(48)} ${what}\n`).join("");
  }
}

async function scoresOf(truth: PlateTruth, output: Backend): Promise<readonly WellScore[]> {
  const rows = recordsOf(await output.loadTable("images_results/wells.csv"));
  const status = new Map(rows.map((row) => [String(row.Metadata_Well), String(row.Metadata_Status)]));
  const scores: WellScore[] = [];
  for (const well of truth.wells) scores.push(await scoreWell(well, status.get(well.well) ?? "absent", output));
  return scores;
}
