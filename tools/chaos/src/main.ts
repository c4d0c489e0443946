/** `npm run chaos`: prints one JSON document on standard output, progress on standard error; exit code 1 where anything was lost. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runChaos } from "./run-chaos.ts";
import type { ScenarioReport } from "./scenario/carry-out.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function lineOf(report: ScenarioReport): string {
  const { number, ending, instant, runner, backend, met, finished, computed, problems } = report;
  const place = Object.values(instant).join(" ");
  const outcome = problems.length === 0 ? "nothing lost" : problems.slice(0, 5).join("; ");
  return `${number}  ${ending} at ${place}, ${runner}, ${backend}: ${met ? "" : "over already, "}${finished} wells kept, ${computed} computed, ${outcome}`;
}

const { values } = parseArgs({
  options: {
    instants: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    ohcs: { type: "string", default: at("../../../apps/cli/dist/ohcs.js") },
  },
});
const instants = wholeNumber("--instants", values.instants, 1);
const seed = wholeNumber("--seed", values.seed, 0);
const scratch = await mkdtemp(join(tmpdir(), "ohcs-chaos-"));
let isSound = false;
try {
  const report = await runChaos({
    scratch,
    ohcs: values.ohcs,
    pipeline: at("../pipeline/chaos.mjs"),
    instants,
    seed,
    onReport: (one) => console.error(lineOf(one)),
  });
  console.log(JSON.stringify(report, null, 2));
  isSound = report.scenarios.every(({ problems }) => problems.length === 0);
} finally {
  if (isSound) await rm(scratch, { recursive: true });
  else {
    console.error(`Something was lost, or could not be done: see '${scratch}'`);
    process.exitCode = 1;
  }
}

/** Reads the value of an option. @throws if it is not an integer, or below `least` */
function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`Cannot read '${option}': expected an integer of ${least} or more, got '${text}'`);
}
