import { type CompiledPlate, canonicalJson, catalogueOf, toJson, type WellRecord } from "@ohcs/context";
import type { RunRecord } from "@ohcs/records";
import type { ReportData, StepReport } from "../report-data.ts";

/** What each step of wells and reductions is, where its method is from, and what it took. */
export function stepsOf(
  { phases }: CompiledPlate,
  records: readonly WellRecord[],
  modules: Parameters<typeof catalogueOf>[0],
): readonly StepReport[] {
  const { entries } = catalogueOf(modules);
  const citationOf = (module: string, name: string) =>
    entries.find(({ reference }) => reference.module === module && reference.export === name)?.declaration.citation;
  const timings = records.flatMap(({ result }) => result.steps);
  const notes = records.flatMap(({ result }) => (result.notices ?? []).filter(({ severity }) => severity === "note"));
  return phases.toArray().flatMap(({ name: phase, contexts }) =>
    (contexts.first()?.stepPlans.toArray() ?? []).map(({ stepName: step, func }) => {
      const own = timings.filter(({ name }) => name === step);
      const sum = (field: "durationMs" | "readBytes" | "writtenBytes") =>
        own.reduce((total, timing) => total + timing[field], 0);
      const functions = [...func.values()].flatMap((chain) =>
        chain.toArray().map(({ module, export: name, version, with: parameters }) => {
          const citation = citationOf(module, name) ?? "";
          return { name, version, parameters: canonicalJson(toJson(parameters)), citation };
        }),
      );
      const [readBytes, writtenBytes] = [sum("readBytes"), sum("writtenBytes")];
      const noted = new Set(notes.filter(({ where }) => where.step?.name === step).map(({ message }) => message));
      const durationMs = Math.round(sum("durationMs"));
      return { phase, step, functions, notes: [...noted], durationMs, readBytes, writtenBytes };
    }),
  );
}

/** What functions warned of, each warning once; notes belong to their steps. */
export function noticesOf(records: readonly WellRecord[]): ReportData["notices"] {
  const notices = new Map<string, { code: string; message: string; remedy: string | null; of: string[] }>();
  for (const { wellId, result } of records)
    for (const { severity, code, message, hint: remedy } of result.notices ?? []) {
      if (severity === "note") continue;
      const notice = notices.get(`${code} ${message}`) ?? { code, message, remedy, of: [] };
      notices.set(`${code} ${message}`, notice);
      notice.of.push(wellId);
    }
  return [...notices.values()];
}

/** What reductions left out. */
export function exclusionsOf({ phases = [] }: RunRecord): ReportData["exclusions"] {
  return phases.flatMap(({ name, excluded }) => excluded.map(({ well, reason }) => ({ phase: name, well, reason })));
}

/** Versions, machine, fingerprints. */
export function provenanceOf(plate: CompiledPlate, { runId, environment }: RunRecord): ReportData["provenance"] {
  const { node, platform, runner, workers, versions } = environment;
  const known = { run: runId, plan: plate.fingerprint, node, platform, runner, workers, ...versions };
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
