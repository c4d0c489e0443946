import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { diskBackend } from "@ohcs/filemanager/disk";
import { designPlate } from "@ohcs/testkit";
import { EXIT, type ExitCode } from "../program/exit-code.ts";
import { main } from "../program/main.ts";
import { presentError } from "../program/present-error.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { clearOutput, markOutput } from "./demo-output.ts";
import { demoPlate, markPlate } from "./demo-plate.ts";
import { filesView } from "./files-view.ts";
import { scorePlate } from "./score-plate.ts";
import { scoreView } from "./score-view.ts";
import { targetsOf } from "./targets.ts";

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
    return presentError(error, { terminal, directory, json: false, verbose: false });
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
