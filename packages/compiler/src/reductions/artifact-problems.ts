import type { ResolvedReduction, ResolvedStep } from "../draft/resolved-step.ts";
import { type Finding, nearestHint } from "../findings/findings.ts";
import { stepInputs } from "../linking/link-step.ts";
import { parseSource } from "../pipeline/input-source.ts";
import { type EntryLink, isStep, type PipelineEntry, resultsRead } from "./entry-graph.ts";

type Links = readonly (readonly EntryLink[])[];

/**
 * Problems with the artifacts of a pipeline. `mayBeUnknown` if an entry that could emit them cannot be read; reductions
 * over plates may read them, too, but emit none for others.
 */
export function artifactProblems(
  entries: readonly PipelineEntry[],
  links: Links,
  overPlates: readonly ResolvedReduction[],
  mayBeUnknown: boolean,
): { readonly errors: readonly Finding[]; readonly warnings: readonly Finding[] } {
  const emitted = entries.flatMap((entry) => (isStep(entry) ? [] : entry.emitted.map(({ name }) => name)));
  const known = emitted.filter((name) => name.startsWith("artifact:"));
  return {
    errors: [
      ...ambiguous(entries),
      ...entries.flatMap((entry) => (mayBeUnknown ? [] : missing(entry, known))),
      ...links.flatMap((own, at) => own.flatMap((link) => outOfOrder(entries, links, at, link))),
    ],
    warnings: unused(entries, links, overPlates),
  };
}

/** Every artifact that an entry reads, with the parameter that names it. */
function readBy(entry: PipelineEntry): readonly { readonly name: string; readonly parameter: string }[] {
  const read = isStep(entry) ? inputsOf(entry) : resultsRead(entry).map((name) => ({ name, parameter: "from" }));
  return read.filter(({ name }) => name.startsWith("artifact:"));
}

function inputsOf(step: ResolvedStep) {
  return Object.entries(stepInputs(step)).flatMap(([input, source]) => {
    const parsed = parseSource(source);
    return parsed === null ? [] : [{ name: parsed.text, parameter: `inputs.${input}` }];
  });
}

function missing(entry: PipelineEntry, known: readonly string[]): readonly Finding[] {
  return readBy(entry)
    .filter(({ name }) => !known.includes(name))
    .map(({ name, parameter }) => ({
      code: "ARTIFACT_MISSING",
      message: `Cannot link to '${name}': no enabled reduction emits it`,
      where: { step: entry.place, parameter },
      expected: "an enabled reduction that emits it",
      got: "none",
      hint: nearestHint(name, known),
    }));
}

function ambiguous(entries: readonly PipelineEntry[]): readonly Finding[] {
  const seen = new Map<string, PipelineEntry>();
  return entries.flatMap((entry) =>
    (isStep(entry) ? [] : entry.emitted).flatMap(({ name }): Finding[] => {
      const first = seen.get(name) ?? entry;
      seen.set(name, first);
      if (first === entry || !name.startsWith("artifact:")) return [];
      const got = `that of reduction '${first.place.name}'`;
      return [
        {
          code: "ARTIFACT_AMBIGUOUS",
          message: `Cannot emit '${name}' from reduction '${entry.place.name}': the name is ${got}`,
          where: { step: entry.place, parameter: "emits" },
          expected: "a name of its own",
          got,
        },
      ];
    }),
  );
}

/** An artifact of a later reduction: a cycle if that reduction depends, directly or not, on the reader. */
function outOfOrder(entries: readonly PipelineEntry[], links: Links, at: number, link: EntryLink): readonly Finding[] {
  const [reader, maker] = [entries[at], entries[link.from]];
  if (link.artifact === null || link.from < at || reader === undefined || maker === undefined) return [];
  const way = wayBetween(links, link.from, at);
  const place = { where: { step: reader.place, parameter: link.parameter } };
  if (way === null) {
    const got = `one that comes later: '${maker.place.name}'`;
    return [
      {
        code: "ARTIFACT_UNREACHABLE",
        ...place,
        expected: "a reduction that comes before",
        got,
        message: `Cannot link to '${link.artifact}': reduction '${maker.place.name}' comes later`,
        hint: `Put reduction '${maker.place.name}' before '${reader.place.name}'`,
      },
    ];
  }
  const drawn = [...way, at].map((one) => `'${entries[one]?.place.name}'`).join(" → ");
  return [
    {
      code: "ARTIFACT_CYCLIC",
      ...place,
      expected: "a reduction of what comes before",
      got: drawn,
      message: `Cannot link to '${link.artifact}': it would depend on itself: ${drawn}`,
      hint: "Let the reduction read an earlier step, or let this step read another image",
    },
  ];
}

/** The entries from `start` over what each reads to `goal`, both included, in the order in which data flows. */
function wayBetween(links: Links, start: number, goal: number): readonly number[] | null {
  const seen = new Set<number>();
  const search = (at: number): readonly number[] | null => {
    if (at === goal) return [at];
    if (seen.has(at)) return null;
    seen.add(at);
    for (const { from } of links[at] ?? []) {
      const way = search(from);
      if (way !== null) return [...way, at];
    }
    return null;
  };
  return search(start);
}

function unused(
  entries: readonly PipelineEntry[],
  links: Links,
  overPlates: readonly ResolvedReduction[],
): readonly Finding[] {
  const read = new Set([...links.flat().flatMap(({ artifact }) => artifact ?? []), ...overPlates.flatMap(resultsRead)]);
  return [...entries, ...overPlates].flatMap((entry) =>
    (isStep(entry) ? [] : entry.emitted)
      .filter(({ name }) => name.startsWith("artifact:") && !read.has(name))
      .map(({ name }) => ({
        code: "ARTIFACT_UNUSED",
        message: `'${name}' is unused: no step or reduction reads it`,
        where: { step: entry.place, parameter: "emits" },
        expected: "a step or reduction that reads it",
        got: "none",
      })),
  );
}
