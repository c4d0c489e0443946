import type { PlateManifest } from "@ohcs/context";
import { isSameSource, type SourceFacts } from "@ohcs/records";
import { fail } from "../errors.ts";
import type { PlateHost } from "../host/plate-host.ts";

const MOST_NAMED = 5;

/**
 * Checks that the images of the compilation are unchanged: same path, size and time of change, as in the fingerprints.
 * `action` is what cannot be done otherwise. @throws `SOURCE_CHANGED`
 */
export async function checkSources(action: string, host: PlateHost, root: string, sources: SourceFacts): Promise<void> {
  const expected = Object.entries(sources);
  const found = await host.sourceFacts(
    root,
    expected.map(([path]) => path),
  );
  const changed = expected.flatMap(([path, facts], i) => (isThere(facts, found[i] ?? null) ? [] : [path]));
  if (changed.length === 0) return;
  const named = changed.toSorted().slice(0, MOST_NAMED);
  throw fail(
    "SOURCE_CHANGED",
    `Cannot ${action}: expected the images that were compiled for in '${root}', got ${changed.length} changed or missing, '${named.join("', '")}'`,
    { details: { source: root, count: changed.length, examples: named } },
  );
}

function isThere(facts: SourceFacts[string], found: SourceFacts[string] | null): boolean {
  return found !== null && isSameSource(facts, found);
}

/** Size and time of change of every image of a plate, by path. */
export function sourcesOf({ images }: PlateManifest): SourceFacts {
  return Object.fromEntries(images.map(({ path, bytes, mtimeMs }) => [path, [bytes, mtimeMs] as const]));
}
