import { readFile, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { countOf, readJson } from "@ohcs/context";
import { type HierarchyReport, validateHierarchy } from "@ohcs/ngff";
import { fail } from "../errors.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import type { Style } from "../terminal/terminal.ts";
import { table } from "../views/table.ts";

/** What `ohcs validate` takes. */
export interface ValidateValues {
  readonly zarr: string;
  readonly strict: boolean | undefined;
}

/**
 * Validates a folder as OME-Zarr, reading metadata only; invalid is an outcome, not an error.
 * @throws `ZARR_NOT_FOUND`, `NGFF_READ_FAILED`
 */
export async function validateZarr({ zarr, strict = false }: ValidateValues, session: Session): Promise<Outcome> {
  const root = resolve(session.directory, zarr);
  await checkFolder(root);
  const report = await validateHierarchy(folderReader(root), "", { strict });
  return {
    exitCode: report.valid ? EXIT.success : EXIT.usage,
    json: { root, ...report },
    text: (style) => violationsView(zarr, report, style),
  };
}

/** A folder that may not be looked at is there: the reader says why it cannot be read. */
async function checkFolder(root: string): Promise<void> {
  const got = await stat(root).then(
    (found) => (found.isDirectory() ? null : "a file"),
    ({ code }) => (code === "ENOENT" || code === "ENOTDIR" ? "none" : null),
  );
  if (got === null) return;
  throw fail("ZARR_NOT_FOUND", `Cannot validate: expected a folder at '${root}', got ${got}`, { details: { root } });
}

/**
 * Reads the JSON documents of a hierarchy below `root`, null where there is none. Paths come from the documents
 * themselves, so none may lead out of the root.
 */
function folderReader(root: string): (path: string) => Promise<unknown> {
  return async (path) => {
    const file = resolve(root, path);
    if (file !== join(root, relative(root, file)) || relative(root, file).startsWith("..")) return null;
    const text = await readFile(file, "utf8").catch(absent);
    return text === null ? null : readJson(text);
  };
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
  throw error;
}

/** What a hierarchy is, every violation with its place and rule, and the verdict. */
export function violationsView(name: string, report: HierarchyReport, style: Style): string {
  const { colors } = style;
  const { violations, valid, version, kind, visited } = report;
  const what = kind === null ? "no OME-Zarr" : `OME-Zarr ${version ?? ""} ${kind}`;
  const counts = Object.entries(visited).filter(([, count]) => count > 0);
  const seen = counts.map(([things, count]) => countOf(count, things.slice(0, -1))).join(", ");
  const rows = violations.map(({ path, pointer, rule, severity, message }) => [
    severity === "must" ? colors.red(severity) : colors.yellow(severity),
    pointer === "" ? path : `${path} ${pointer}`,
    colors.dim(rule),
    message,
  ]);
  const columns = ["", "where", "rule", "problem"].map((title) => ({ title }));
  const must = violations.filter(({ severity }) => severity === "must").length;
  const verdict = valid ? colors.green("valid") : colors.red(`invalid: ${countOf(must, "violation")}`);
  const advice =
    violations.length > must ? `, ${countOf(violations.length - must, "recommendation")} not followed` : "";
  return [
    `${colors.bold(name)}  ${what}${seen === "" ? "" : `, ${seen}`}\n`,
    ...(rows.length === 0 ? [] : ["\n", table(columns, rows, style), "\n"]),
    `${verdict}${advice}\n`,
  ].join("");
}
