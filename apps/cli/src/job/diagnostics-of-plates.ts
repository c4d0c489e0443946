import { canonicalJson, type Diagnostic, type Json } from "@ohcs/context";
import type { Job } from "./prepare-job.ts";

/** The problems of all plates: those that every plate has once, the others with their plate; then outputs that clash. */
export function diagnosticsOfPlates(jobs: readonly Job[]): readonly Diagnostic[] {
  const counts = new Map<string, number>();
  for (const diagnostic of jobs.flatMap((job) => job.diagnostics)) {
    const key = keyOf(diagnostic);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isShared = (diagnostic: Diagnostic) => counts.get(keyOf(diagnostic)) === jobs.length;
  const shared = (jobs[0]?.diagnostics ?? []).filter(isShared);
  const own = jobs.flatMap(({ plateId: plate, diagnostics }) => {
    return diagnostics
      .filter((diagnostic) => !isShared(diagnostic))
      .map((diagnostic) => ({ ...diagnostic, where: { plate, ...diagnostic.where } }));
  });
  return [...shared, ...own, ...clashes(jobs)];
}

function keyOf(diagnostic: Diagnostic): string {
  return canonicalJson(diagnostic as unknown as Json);
}

/** Plates whose output would lie in the same folder: the same plate twice, or two of one name. */
function clashes(jobs: readonly Job[]): readonly Diagnostic[] {
  return jobs.flatMap(({ outputRoot, plateId: plate }, i): readonly Diagnostic[] => {
    if (jobs.findIndex((other) => other.outputRoot === outputRoot) === i) return [];
    const [expected, got] = ["an output plate of its own", "that of another one"];
    return [
      {
        ...{ severity: "error", code: "PATH_COLLISION", expected, got, count: 1, examples: [] },
        message: `Cannot run plate '${plate}' into '${outputRoot}': expected ${expected}, got ${got}`,
        where: { plate, file: outputRoot },
        hint: "Name each plate once; run plates of the same name apart, with another '-o'",
      },
    ];
  });
}
