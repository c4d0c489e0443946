import { executePlate, type PlateRun, type ResumeOptions, readStoredRun, type SourceFacts } from "@ohcs/executor";
import { fail } from "../errors.ts";
import type { PlateHost } from "../host/plate-host.ts";
import type { RunSettings } from "./orchestrator.ts";

/** What is needed to go on with a run besides what it left of itself. */
export interface ResumeRunOptions extends Omit<RunSettings, "resume"> {
  /** The output plate. */
  readonly outputRoot: string;
  /** Module name of a reference → the URL from which workers import it; bundled user modules are taken from the run. */
  readonly modules: Readonly<Record<string, string>>;
  readonly host: PlateHost;
  readonly resume?: ResumeOptions;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}

const MOST_NAMED = 5;

/**
 * Goes on with the latest run of an output plate as it was compiled: pipeline, tables and modules are those that lie under
 * `.ohcs/`. Finished wells are skipped.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` · `SOURCE_CHANGED` where an image is not the one that was compiled for
 */
export async function resumeRun(options: ResumeRunOptions): Promise<PlateRun> {
  const { outputRoot, modules, host, runner, signal, versions = {}, resume = {} } = options;
  const { plan, record, supplied, userModules } = await readStoredRun(host.run.readOutput(outputRoot));
  const source = record.roots.source ?? "";
  await checkSources(host, source, plan.sources);
  return executePlate({
    ...{ plate: plan.plate, sources: plan.sources, supplied, userModules },
    ...{ runner, host: host.run, versions, resume, workers: options.workers ?? record.environment.workers },
    startup: { modules, roots: { source, output: outputRoot } },
    ...(signal === undefined ? {} : { signal }),
  });
}

async function checkSources(host: PlateHost, root: string, sources: SourceFacts): Promise<void> {
  const expected = Object.entries(sources);
  const found = await host.sourceFacts(
    root,
    expected.map(([path]) => path),
  );
  const changed = expected.flatMap(([path, facts], i) => (isEqual(facts, found[i] ?? null) ? [] : [path]));
  if (changed.length === 0) return;
  const named = changed.toSorted().slice(0, MOST_NAMED);
  throw fail(
    "SOURCE_CHANGED",
    `Cannot resume: expected the images that were compiled for in '${root}', got ${changed.length} changed or missing, '${named.join("', '")}'`,
    { details: { source: root, count: changed.length, examples: named } },
  );
}

function isEqual([bytes, mtimeMs]: SourceFacts[string], found: SourceFacts[string] | null): boolean {
  return found !== null && found[0] === bytes && found[1] === mtimeMs;
}
