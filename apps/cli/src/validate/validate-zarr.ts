import { resolve } from "node:path";
import { validateHierarchy } from "@ohcs/ngff";
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

/** Validates a folder as OME-Zarr, reading metadata only; invalid is an outcome, not an error. @throws `NGFF_READ_FAILED` */
export async function validateZarr({ zarr, strict = false }: ValidateValues, session: Session): Promise<Outcome> {
  const root = resolve(session.directory, zarr);
  const report = await validateHierarchy(folderReader(root), "", { strict });
  return {
    exitCode: report.valid ? EXIT.success : EXIT.usage,
    json: { root, ...report },
    text: (style) => violationsView(zarr, report, style),
  };
}
