import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { countOf, mapConcurrently } from "@ohcs/context";
import { HeldOutputs, isSameSource, type RunProblem, type RunProof, readStoredRun, verifyRun } from "@ohcs/records";
import { foundRuns, outputReader } from "@ohcs/records/host";
import { programModules } from "ohcs/modules";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import type { Style } from "../terminal/terminal.ts";
import { formatBytes } from "../views/formats.ts";

/** A proved output, and what became of its source images. */
interface Receipt extends RunProof {
  readonly root: string;
  /** Source images that are not there any more, or changed in size or time since they were read. */
  readonly changedSources: readonly string[];
}

const SAYS: Readonly<Record<RunProblem["reason"], string>> = {
  noRecord: "has no record",
  recordDamaged: "has a record that was changed",
  otherPlan: "has the record of another plan",
  fileDamaged: "has a file that is not as committed",
};

/** Proves an output plate, or each in a folder. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function verifyOutput(output: string, { directory }: Session): Promise<Outcome> {
  const found = await foundRuns(resolve(directory, output));
  const roots = found.own === null ? found.below.map(({ root }) => root) : [found.own.root];
  const receipts: Receipt[] = [];
  for (const root of roots) receipts.push(await receiptOf(root));
  const isProved = receipts.every(({ problems }) => problems.length === 0);
  return {
    exitCode: isProved ? EXIT.success : EXIT.someWellsFailed,
    json: { receipts },
    text: (style) => receipts.map((receipt) => receiptView(receipt, style)).join("\n"),
  };
}

async function receiptOf(root: string): Promise<Receipt> {
  const reader = outputReader(root);
  const { plan, record, userModules } = await readStoredRun(reader);
  const startup = {
    roots: { ...record.roots, output: root },
    modules: { ...record.modules, ...programModules() },
  };
  const held = new HeldOutputs({ plate: plan.plate, startup, userModules });
  try {
    const proof = await verifyRun(held.around(reader));
    return { root, ...proof, changedSources: await changedSources(record.roots.source ?? "", plan.sources) };
  } finally {
    await held.close();
  }
}

async function changedSources(folder: string, sources: Awaited<ReturnType<typeof readStoredRun>>["plan"]["sources"]) {
  const changed = await mapConcurrently(Object.entries(sources), 16, async ([path, known]) => {
    const found = await stat(join(folder, path)).catch(() => null);
    return found !== null && isSameSource(known, [found.size, found.mtimeMs]) ? [] : [path];
  });
  return changed.flat();
}

function receiptView(receipt: Receipt, { colors }: Style): string {
  const { root, proved, unfinished, problems, files, bytes, digest, changedSources: changed } = receipt;
  const [first] = problems;
  const others = problems.length > 1 ? `, and ${countOf(problems.length - 1, "other problem")}` : "";
  const verdict =
    first === undefined
      ? `${colors.green("✓")} ${root} is what its records say`
      : `${colors.red("✗")} ${first.of} ${SAYS[first.reason]}${first.file === null ? "" : `: ${first.file}`}${others}`;
  const lines = [
    `proved   ${proved.length} wells and reductions, ${countOf(files, "file")}, ${formatBytes(bytes)}`,
    ...(unfinished.length === 0 ? [] : [`failed   ${unfinished.join(", ")}: nothing is claimed of them`]),
    ...(changed.length === 0
      ? []
      : [`sources  ${countOf(changed.length, "image")} gone or changed since, first '${changed[0]}'`]),
    `digest   ${digest}`,
  ];
  return `${verdict}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
