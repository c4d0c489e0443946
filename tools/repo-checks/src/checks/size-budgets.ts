import { functionLengths } from "../repository/function-lengths.ts";
import { type Problem, type RepositoryFiles, sourcesOf, workspacePackages } from "../repository/repository-files.ts";

/** Lines of a file and of a function body: the limits for nine of ten, and for all. */
const BUDGETS = { file: { p90: 250, most: 400 }, function: { p90: 30, most: 60 } } as const;

interface Measured {
  readonly path: string;
  readonly what: string;
  readonly lines: number;
}

/** Files and functions of the sources stay small: each below a limit, nine of ten of a package well below it. */
export function sizeBudgets(files: RepositoryFiles): Problem[] {
  return workspacePackages(files).flatMap((workspacePackage) => {
    const sources = sourcesOf(workspacePackage);
    const measuredFiles = sources.map(([path, text]) => ({
      path,
      what: "file",
      lines: text.trimEnd().split("\n").length,
    }));
    const measuredFunctions = sources.flatMap(([path, text]) =>
      functionLengths(path, text).map(({ name, line, lines }) => ({
        path: `${path}:${line}`,
        what: `'${name}'`,
        lines,
      })),
    );
    return [
      ...over(measuredFiles, "files", workspacePackage.folder, BUDGETS.file),
      ...over(measuredFunctions, "functions", workspacePackage.folder, BUDGETS.function),
    ];
  });
}

function over(measured: Measured[], of: string, folder: string, budget: { p90: number; most: number }): Problem[] {
  const tooLong = measured
    .filter(({ lines }) => lines > budget.most)
    .map(({ path, what, lines }) => ({ path, message: `${what} has ${lines} lines, expected at most ${budget.most}` }));
  const p90 = percentile90(measured.map(({ lines }) => lines));
  if (p90 <= budget.p90) return tooLong;
  return [
    ...tooLong,
    { path: folder, message: `the 90th percentile of ${of} is ${p90} lines, expected at most ${budget.p90}` },
  ];
}

function percentile90(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(0.9 * (sorted.length - 1))] ?? 0;
}
