import type { ArtifactFile, OutputStore, ProcessingContext } from "@ohcs/context";

const OWN = ".ohcs";

/** The layout of a run's records below the root of an output plate, defined only here. Paths are POSIX. */
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
  /** What a run on several machines needs while it lasts; which run that is; tasks by the hash of their text. */
  remote: `${OWN}/remote`,
  remoteRun: `${OWN}/remote/run.json`,
  tasks: `${OWN}/cas`,
} as const;

/** Identifies a record: of a well in the stretch after `phase` barriers, or of a reduction. */
export type RecordOwner = Pick<ProcessingContext, "axis" | "axisId" | "phase">;

/** The path of a record. A well has one for each stretch: `A01.json`, then `A01-2.json`. */
export function recordPath({ axis, axisId, phase }: RecordOwner): string {
  if (axis !== "well") return `${LAYOUT.reductions}/${axisId}.json`;
  return `${LAYOUT.wells}/${axisId}${phase === 0 ? "" : `-${phase + 1}`}.json`;
}

/** The path of a supplied table or JSON: `sha256` is the hash of its canonical JSON. */
export function suppliedPath(sha256: string): string {
  return `${LAYOUT.inputs}/${sha256}.json`;
}

/** The path of the text of a user module. */
export function modulePath(sha256: string): string {
  return `${LAYOUT.modules}/${sha256}.mjs`;
}

/** The folder of all versions of an artifact. */
export function artifactFolder(name: string): string {
  return `artifacts/${name}`;
}

/** The path of an artifact: derived from its name and content only. */
export function artifactPath({ name, hash }: Pick<ArtifactFile, "name" | "hash">): string {
  return `${artifactFolder(name)}/${hash}.json`;
}

/** The artifact at a path; null for any other file. */
export function artifactAt(path: string): ArtifactFile | null {
  const [, name, hash] = /^artifacts\/([^/]+)\/([0-9a-f]{64})\.json$/.exec(path) ?? [];
  return name === undefined || hash === undefined ? null : { name, path, hash };
}

/** The path of a table or JSON of a context: `<directory>/<well>_<name>.csv`, of a reduction without the well. */
export function valuePath(
  { axis, axisId }: Pick<ProcessingContext, "axis" | "axisId">,
  { directory, name, extension }: Pick<OutputStore, "directory" | "name" | "extension">,
): string {
  return `${directory}/${axis === "well" ? `${axisId}_` : ""}${name}${extension}`;
}
