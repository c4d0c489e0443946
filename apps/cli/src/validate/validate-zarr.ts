import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { validateHierarchy } from "@ohcs/ngff";
import { fail } from "../errors.ts";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { folderReader } from "./folder-reader.ts";
import { violationsView } from "./violations-view.ts";

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
