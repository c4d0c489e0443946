import {
  CompiledPlate,
  canonicalJson,
  contextSharing,
  type Json,
  Phase,
  type ProcessingContext,
  readJson,
  type SharedFields,
  sharedFieldsOf,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { LAYOUT, type RecordOwner } from "../layout.ts";
import type { OutputReader } from "../run-host.ts";
import type { PlannedContext, PreviousContexts, SourceFacts } from "./plan-document.ts";

type JsonObject = { readonly [key: string]: Json };

interface PhaseDocument {
  readonly index: number;
  readonly name: string;
  readonly kind: "map" | "reduce";
  readonly minWells: number;
  readonly contexts: readonly JsonObject[];
}

interface PlanDocument {
  readonly specVersion: number;
  readonly plateId: string;
  readonly pipelineName: string;
  readonly fingerprint: string;
  readonly wells: readonly string[];
  readonly phases: readonly PhaseDocument[];
  readonly stepPlans: readonly Json[];
  readonly sources: SourceFacts;
  readonly previous: Readonly<Record<string, { readonly context: JsonObject; readonly sources: SourceFacts }>>;
}

/** The plan of the latest run of an output plate. */
export interface StoredPlan {
  readonly plate: CompiledPlate;
  readonly sources: SourceFacts;
  readonly previous: PreviousContexts;
  /** A context of the plan as plain JSON; null where it has none of that name and stretch. */
  planned(owner: RecordOwner): PlannedContext | null;
}

const SPEC_VERSION = 1;

/** @throws `RUN_NOT_FOUND` where there is no plan · `RUN_CORRUPT` where it cannot be read */
export async function readStoredPlan(reader: Pick<OutputReader, "root" | "readText">): Promise<StoredPlan> {
  const text = await reader.readText(LAYOUT.plan);
  const { root } = reader;
  if (text === null)
    throw fail("RUN_NOT_FOUND", `Cannot read the run in '${root}': expected a plan at '${LAYOUT.plan}', got none`, {
      details: { root },
    });
  try {
    return planOf(readJson(text) as unknown as PlanDocument);
  } catch (cause) {
    const expectation = "it is not the plan of a run";
    throw fail("RUN_CORRUPT", `Cannot read '${LAYOUT.plan}' in '${root}': ${expectation}`, {
      details: { root },
      cause,
    });
  }
}

function planOf(document: PlanDocument): StoredPlan {
  const { specVersion, plateId, pipelineName, fingerprint, sources, previous } = document;
  if (specVersion !== SPEC_VERSION) throw new Error(`Plans of version ${specVersion} are not known`);
  const decode = contextDecoder(document.stepPlans);
  const { wells, phases } = new CompiledPlate();
  const made = document.phases.map((phase) => phaseOf(phase, decode));
  const inlined = (context: JsonObject) => ({
    ...context,
    stepPlans: document.stepPlans[Number(context.stepPlans)] ?? [],
  });
  const all = document.phases.flatMap(({ contexts }) => contexts);
  return {
    plate: new CompiledPlate({
      specVersion,
      plateId,
      pipelineName,
      fingerprint,
      wells: wells.concat(document.wells),
      phases: phases.concat(made),
    }),
    sources,
    previous: Object.fromEntries(
      Object.entries(previous).map(([path, one]) => [path, { context: inlined(one.context), sources: one.sources }]),
    ),
    planned: ({ axis, axisId, phase }) => {
      const context = all.find((one) => {
        return one.axis === axis && one.axisId === axisId && (axis !== "well" || (one.phase ?? 0) === phase);
      });
      return context === undefined ? null : { context: inlined(context), sources: sourcesOf(context, sources) };
    },
  };
}

/** What is known of the images that a context reads. */
function sourcesOf(context: JsonObject, sources: SourceFacts): SourceFacts {
  const paths = (context.images as readonly { readonly path: string }[]).map(({ path }) => path);
  return Object.fromEntries(
    paths.flatMap((path) => {
      const facts = sources[path];
      return facts === undefined ? [] : [[path, facts] as const];
    }),
  );
}

function phaseOf({ contexts, ...fields }: PhaseDocument, decode: (context: JsonObject) => ProcessingContext): Phase {
  return new Phase({ ...fields, contexts: new Phase().contexts.concat(contexts.map(decode)) });
}

/** Decodes contexts so that equal fields are shared again. */
function contextDecoder(lists: readonly Json[]): (context: JsonObject) => ProcessingContext {
  const known = new Map<string, SharedFields>();
  return ({ axisId = "", fingerprint = "", gpu = null, images = [], ...rest }) => {
    const text = canonicalJson(rest);
    const shared = known.get(text) ?? sharedFieldsOf({ ...rest, stepPlans: lists[Number(rest.stepPlans)] ?? [] });
    known.set(text, shared);
    return contextSharing(shared, { axisId, fingerprint, gpu, images });
  };
}
