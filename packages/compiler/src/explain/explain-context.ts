import {
  type CallPlan,
  type InputLink,
  type Json,
  type OutputPlan,
  type OutputStore,
  type ProcessingContext,
  type StepPlan,
  toJson,
} from "@ohcs/context";
import { channelText } from "./channel-text.ts";

/** A call, described for people. */
export interface CallExplanation {
  readonly function: string;
  readonly version: string;
  readonly module: string;
  readonly parameters: Json;
  /** Where it computes: `cpu`, or `webgpu` on the GPU of its context. */
  readonly memory: "cpu" | "webgpu";
  /** Why there; null for functions without GPU code. */
  readonly reason: string | null;
  /** May it run on the CPU instead if its GPU fails? */
  readonly fallback: boolean;
  /** Is its image uploaded to the GPU before it, and downloaded after it? */
  readonly uploads: boolean;
  readonly downloads: boolean;
  /** The sample type that its image has or is converted to; null if it is not known before the run. */
  readonly takes: string | null;
}

/** One step in one context. */
export interface StepExplanation {
  readonly index: number;
  readonly name: string;
  /** Chains by pattern key, `*` where the pattern is no dictionary. */
  readonly functions: Readonly<Record<string, readonly CallExplanation[]>>;
  /** Input name → where it comes from: `source images`, `step 'project'`, `labels:nuclei of step 'segment'`. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly stackedOver: readonly string[];
  readonly groups: number;
  /** Most items per group of any input. */
  readonly itemsPerGroup: number;
  readonly backends: { readonly read: string; readonly write: string };
  readonly outputs: Readonly<Record<string, OutputExplanation>>;
  readonly onMissing: string;
}

/** Where an output is kept and stored. */
export interface OutputExplanation {
  readonly kind: string;
  /** Does a later step read it? */
  readonly isRead: boolean;
  /** The paths of its files, `*` for the well and the group; null if it is not stored. */
  readonly stored: string | null;
  /** Sample type of stored images; null for the functions' own. */
  readonly dtype: string | null;
}

/** The GPU of a well. */
export interface GpuExplanation {
  readonly adapter: string;
  readonly name: string;
  /** Most bytes that the well holds there at a time. */
  readonly peakBytes: number;
}

/** One context described for people and programs: plain JSON, keys in a stable order. */
export interface ContextExplanation {
  readonly axis: string;
  readonly axisId: string;
  readonly images: number;
  /** The GPU for all its calls that compute on one. */
  readonly gpu: GpuExplanation | null;
  readonly steps: readonly StepExplanation[];
  readonly fingerprint: string;
}

/** Describes the work of a worker for a context. */
export function explainContext(context: ProcessingContext): ContextExplanation {
  const { axis, axisId, images, gpu, stepPlans, fingerprint } = context;
  return {
    axis,
    axisId,
    images: images.size,
    gpu: gpu?.toObject() ?? null,
    steps: stepPlans.toArray().map((plan) => explainStep(plan, context)),
    fingerprint,
  };
}

function explainStep(plan: StepPlan, context: ProcessingContext): StepExplanation {
  const { stepPlans, backends } = context;
  const { stepIndex, stepName, func, inputs, variableComponents, groups, outputs, readBackend, writeBackend } = plan;
  const nameOf = (step: number | null) => (step === null ? "" : (stepPlans.get(step)?.stepName ?? ""));
  const perGroup = groups.toArray().flatMap((group) =>
    group.inputs
      .valueSeq()
      .toArray()
      .map(({ size }) => size),
  );
  return {
    index: stepIndex,
    name: stepName,
    functions: sorted(func.map((chain) => explainChain(chain.toArray()))),
    inputs: sorted(
      inputs.map((link, name) => `${sourceText(link, nameOf(link.step))}${channelText({ plan, name, link }, context)}`),
    ),
    stackedOver: variableComponents.toArray(),
    groups: groups.size,
    itemsPerGroup: Math.max(0, ...perGroup),
    backends: { read: backendName(backends, readBackend), write: backendName(backends, writeBackend) },
    outputs: sorted(outputs.map((output) => explainOutput(output, plan.stepType !== "map"))),
    onMissing: plan.onMissing,
  };
}

/** The backend's own name for a role; the role itself if a context has no such backend. */
function backendName(backends: ProcessingContext["backends"], role: string): string {
  return backends.get(role)?.name ?? role;
}

function explainChain(calls: readonly CallPlan[]): readonly CallExplanation[] {
  return calls.map((call, i) => explainCall(call, calls[i - 1], calls[i + 1]));
}

function explainCall(call: CallPlan, before: CallPlan | undefined, after: CallPlan | undefined): CallExplanation {
  const { version, module, memory, reason, fallback, takes } = call;
  const isAlone = (other: CallPlan | undefined) => memory === "webgpu" && other?.memory !== "webgpu";
  const moves = { uploads: isAlone(before), downloads: isAlone(after) };
  const what = { function: call.export, version, module, parameters: toJson(call.with) };
  return { ...what, memory, reason, fallback, ...moves, takes };
}

function explainOutput({ kind, memoryDir, store }: OutputPlan, isOfPlate: boolean): OutputExplanation {
  const stored = store === null ? null : pathOf(store, isOfPlate);
  return { kind, isRead: memoryDir !== null, stored, dtype: store?.dtype ?? null };
}

/** Names of well files begin with the well, `*`; those of reductions do not. */
function pathOf({ directory, name, extension, byContent }: OutputStore, isOfPlate: boolean): string {
  if (byContent) return `${directory}/<hash>${extension}`;
  if (isOfPlate) return `${directory}/${name}${extension}`;
  return `${directory}/*${name === null ? "" : `_${name}`}${extension}`;
}

function sourceText({ source, kind, output }: InputLink, step: string): string {
  if (source === "images") return "source images";
  if (source === "supplied") return `supplied ${kind} ${output?.slice(0, 12) ?? ""}`;
  if (source === "artifact") return `${output}`;
  if (source === "wells" || source === "plates") return `${output} of all ${source}`;
  return output === "image" ? `step '${step}'` : `${output} of step '${step}'`;
}

/** Members sorted by name: Immutable maps have no defined order. */
function sorted<Value>(map: { toObject(): Record<string, Value> }): Readonly<Record<string, Value>> {
  const members = Object.entries(map.toObject());
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
