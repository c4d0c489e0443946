import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "../errors.ts";

/** What the demo made in its folder, so that it never treats other files as its own. */
export interface DemoMarks {
  /** SHA-256 of the plate's truth; absent where it made no plate. */
  readonly truth?: string;
  /** The run that made the output; null if its end was not observed; absent if none began. */
  readonly run?: string | null;
}

const FILE = "made-by-demo.json";

/** The marks that the demo left in a folder; none if they cannot be read. */
export async function readMarks(folder: string): Promise<DemoMarks> {
  try {
    return JSON.parse(await readFile(join(folder, FILE), "utf8")) as DemoMarks;
  } catch {
    return {};
  }
}

/** Adds to the marks in a folder. */
export async function mark(folder: string, marks: DemoMarks): Promise<void> {
  await writeFile(join(folder, FILE), `${JSON.stringify({ ...(await readMarks(folder)), ...marks })}\n`);
}

/** Reports that the demo would remove something that no earlier demo made. */
export function foreign(path: string): Error {
  const message = `Cannot run the demo: expected nothing, or what an earlier demo made, at '${path}', got something else`;
  return fail("DEMO_PLATE_FOREIGN", message, { details: { path } });
}
