import type { PlateResult } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";

/** What to type next: after Ctrl-C how the run goes on, after failures how to learn more, and how to run those wells again. */
export function nextSteps({ status, outputRoot, wells }: PlateResult, { colors }: Style): string {
  const output = shellWord(outputRoot);
  const failed = Object.values(wells).find((well) => well.status === "error");
  const steps = [
    ...(status === "cancelled" ? [["continue the run", `ohcs resume ${output}`]] : []),
    ...(failed === undefined ? [] : [["explain a failure", `ohcs why ${output} ${shellWord(failed.wellId)}`]]),
    ...(failed === undefined || status === "cancelled"
      ? []
      : [["run failed wells again", `ohcs resume ${output} --only-failed`]]),
  ];
  return steps.map(([what = "", command = ""]) => `  → ${colors.bold(command)}  ${colors.dim(what)}\n`).join("");
}

/** A text as one word of a POSIX shell. */
function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
