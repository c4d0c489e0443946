import type { ArtifactFile, OutputStore, ProcessingContext } from "@ohcs/context";

const OWN = ".ohcs";

/** Where runs keep what they say of themselves, below the root of an output plate: the one place that knows. Paths are POSIX. */
export const LAYOUT = {
  /** The folder of all the others. */
  own: OWN,
  /** The lock of the output plate, while a run holds it. */
  lock: `${OWN}/lock`,
  /** The record of the latest run, and its plan. */
  run: `${OWN}/run.json`,
  plan: `${OWN}/plan.json`,
  /** Events of all runs, and once more what was logged. */
  events: `${OWN}/events.jsonl`,
  log: `${OWN}/log.jsonl`,
  /** Records of wells and of reductions. */
  wells: `${OWN}/wells`,
  reductions: `${OWN}/reductions`,
  /** Supplied tables and JSON, and the texts of user modules, by their hashes. */
  inputs: `${OWN}/inputs`,
  modules: `${OWN}/modules`,
} as const;

/** Which record is meant: of a well in the stretch after `phase` barriers, or of a reduction. */
export type RecordOwner = Pick<ProcessingContext, "axis" | "axisId" | "phase">;

/** Where a record lies. A well has one for each stretch: `A01.json`, then `A01-2.json`. */
export function recordPath({ axis, axisId, phase }: RecordOwner): string {
  if (axis !== "well") return `${LAYOUT.reductions}/${axisId}.json`;
  return `${LAYOUT.wells}/${axisId}${phase === 0 ? "" : `-${phase + 1}`}.json`;
}

/** Where a supplied table or JSON lies: `sha256` is the hash of its canonical JSON. */
export function suppliedPath(sha256: string): string {
  return `${LAYOUT.inputs}/${sha256}.json`;
}

/** Where the text of a user module lies. */
export function modulePath(sha256: string): string {
  return `${LAYOUT.modules}/${sha256}.mjs`;
}

/** The folder of all that was made under the name of an artifact. */
export function artifactFolder(name: string): string {
  return `artifacts/${name}`;
}

/** Where an artifact lies: its name and content decide, whatever else a file says of it. */
export function artifactPath({ name, hash }: Pick<ArtifactFile, "name" | "hash">): string {
  return `${artifactFolder(name)}/${hash}.json`;
}

/** The artifact that lies at a path; null for any other file. */
export function artifactAt(path: string): ArtifactFile | null {
  const [, name, hash] = /^artifacts\/([^/]+)\/([0-9a-f]{64})\.json$/.exec(path) ?? [];
  return name === undefined || hash === undefined ? null : { name, path, hash };
}

/** Where a table or JSON of a context lies: `<directory>/<well>_<name>.csv`, of a reduction without the well. */
export function valuePath(
  { axis, axisId }: Pick<ProcessingContext, "axis" | "axisId">,
  { directory, name, extension }: Pick<OutputStore, "directory" | "name" | "extension">,
): string {
  return `${directory}/${axis === "well" ? `${axisId}_` : ""}${name}${extension}`;
}
