import type { InputSource, ManifestChannel } from "@ohcs/context";
import type { ArtifactSource, SuppliedFacts } from "../draft/reduction-plan.ts";
import type { Emission, ResolvedStep } from "../draft/resolved-step.ts";
import type { LinkedInput, LinkedStep } from "../draft/selection.ts";
import { channelKey, channelNames } from "../filters/filter-channels.ts";
import { type Finding, nearestHint } from "../findings/findings.ts";
import { stepReturnsImage } from "../functions/chain-image.ts";
import { type ParsedSource, parseSource, SOURCE_FORMS } from "../pipeline/input-source.ts";
import { suppliedLink } from "../reductions/plate-map-link.ts";

/** Possible link targets of inputs of step `at`. */
export interface LinkScope {
  readonly steps: readonly ResolvedStep[];
  /** The steps before, already linked. */
  readonly earlier: readonly LinkedStep[];
  /** Which steps run for the wells in question. */
  readonly active: readonly boolean[];
  readonly at: number;
  readonly channels: readonly ManifestChannel[];
  readonly artifacts: ReadonlyMap<string, ArtifactSource>;
  /** Facts about the user's files, by name as written. */
  readonly supplied: Readonly<Record<string, SuppliedFacts>>;
  readonly absent: { readonly disabled: readonly string[]; readonly broken: readonly string[] };
}

/** The link, or why there is none; neither if the reason was reported elsewhere. */
interface FoundSource {
  readonly link: Omit<LinkedInput, "name"> | null;
  readonly problems: readonly Finding[];
}

const SOURCE_IMAGES = { source: "images", kind: "image", step: null, output: null } as const;

/** Resolves an input to the source images or an earlier step. */
export function findSource(source: InputSource, scope: LinkScope): FoundSource {
  const parsed = parseSource(source);
  if (parsed === null) return failed(unknownForm(source));
  const channel = parsed.channel === null ? null : channelKey(scope.channels, parsed.channel);
  const { link, problems } = findOutput(parsed, scope);
  if (parsed.channel !== null && channel === null)
    return { link: null, problems: [...problems, unknownChannel(parsed.channel, scope)] };
  return { link: link === null ? null : { ...link, channel: isOfPlate(link) ? null : channel }, problems };
}

/** Is it the same for all images of all wells? */
export function isOfPlate({ source }: Pick<LinkedInput, "source">): boolean {
  return source === "artifact" || source === "supplied";
}

function findOutput(source: ParsedSource, scope: LinkScope): FoundSource {
  if (source.from === "pipelineStart") return linked(SOURCE_IMAGES);
  if (source.from === "previous") return previousImage(scope);
  if (source.from === "step") return imageOfStep(source, scope);
  if (source.from === "file") return suppliedFile(source, scope);
  return source.from === "artifact" ? artifactOf(source, scope) : namedOutput(source, scope);
}

function suppliedFile({ name }: ParsedSource, { supplied }: LinkScope): FoundSource {
  const { link, problem } = suppliedLink(name, supplied[name], "ARTIFACT_UNREADABLE");
  return problem === null ? linked(link) : failed(problem);
}

/** Problems with artifacts were reported when the pipeline was cut into phases. */
function artifactOf({ text }: ParsedSource, { artifacts, steps, at }: LinkScope): FoundSource {
  const artifact = artifacts.get(text);
  if (artifact === undefined || artifact.reduction.index > (steps[at]?.place.index ?? 0)) return NOTHING;
  return linked({ source: "artifact", kind: artifact.kind, step: null, output: text });
}

function previousImage({ steps, active, at }: LinkScope): FoundSource {
  const step = steps.findLastIndex((one, i) => i < at && active[i] === true && stepReturnsImage(one));
  return linked(step < 0 ? SOURCE_IMAGES : { source: "step", kind: "image", step, output: "image" });
}

function imageOfStep({ name, text }: ParsedSource, scope: LinkScope): FoundSource {
  const { steps, at, active, absent } = scope;
  const step = steps.findIndex(({ place }) => place.name === name);
  const target = steps[step];
  if (target === undefined && absent.broken.includes(name)) return NOTHING;
  if (target === undefined || step >= at) return failed(unknownStep(name, text, scope, target !== undefined));
  if (active[step] !== true) return failed(notForTheseWells(text, name));
  if (stepReturnsImage(target)) return linked({ source: "step", kind: "image", step, output: "image" });
  return target.isComplete ? failed(missingOutput(text, `step '${name}' returns no image`, scope)) : NOTHING;
}

function namedOutput({ from, name, text }: ParsedSource, scope: LinkScope): FoundSource {
  const { steps, at, active, absent } = scope;
  const output = `${from}:${name}`;
  const step = steps.findIndex(({ emissions }) => emissions.some((emission) => emission.name === output));
  if (step < 0 || step >= at) {
    const mayBeUnknown = absent.broken.length > 0 || steps.some((one, i) => i < at && !one.isComplete);
    const got = step < 0 ? "no earlier step emits it" : `step '${steps[step]?.place.name}' emits it, but comes later`;
    return step < 0 && mayBeUnknown ? NOTHING : failed(missingOutput(text, got, scope));
  }
  if (active[step] !== true) return failed(notForTheseWells(text, steps[step]?.place.name ?? ""));
  return linked({ source: "step", kind: from as Emission["kind"], step, output });
}

const NOTHING: FoundSource = { link: null, problems: [] };

function linked(link: Omit<LinkedInput, "name" | "channel">): FoundSource {
  return { link: { ...link, channel: null }, problems: [] };
}

function failed(problem: Finding): FoundSource {
  return { link: null, problems: [problem] };
}

function unknownForm(source: InputSource): Finding {
  const text = typeof source === "string" ? source : "from" in source ? source.from : source.file;
  const expected = `one of '${SOURCE_FORMS.join("', '")}'`;
  return {
    code: "INPUT_UNKNOWN",
    message: `Cannot link input to '${text}': expected ${expected}`,
    expected,
    got: `'${text}'`,
  };
}

function unknownChannel(channel: string, { channels }: LinkScope): Finding {
  const names = channelNames(channels);
  return {
    code: "CHANNEL_UNKNOWN",
    message: `Cannot select channel '${channel}': the plate has no such channel`,
    expected: `one of '${names.join("', '")}'`,
    got: `'${channel}'`,
    hint: nearestHint(channel, names),
  };
}

function unknownStep(name: string, text: string, { steps, at, absent }: LinkScope, isLater: boolean): Finding {
  const isDisabled = absent.disabled.includes(name);
  const got = isLater ? "a step that comes later" : isDisabled ? "a disabled step" : "no step of that name";
  const earlier = steps.slice(0, at).map(({ place }) => place.name);
  return {
    code: "INPUT_UNKNOWN",
    message: `Cannot link input to '${text}': expected an enabled step that comes before, got ${got}`,
    expected: "an enabled step that comes before",
    got,
    hint: isLater || isDisabled ? null : nearestHint(name, earlier),
  };
}

function missingOutput(text: string, got: string, { steps, at }: LinkScope): Finding {
  const emitted = steps.slice(0, at).flatMap(({ emissions }) => emissions.map(({ name }) => name));
  return {
    code: "OUTPUT_MISSING",
    message: `Cannot link input to '${text}': ${got}`,
    expected: "an output of an earlier step",
    got,
    hint: nearestHint(text, emitted),
  };
}

function notForTheseWells(text: string, step: string): Finding {
  return {
    code: "INPUT_MISSING",
    message: `Cannot link input to '${text}': step '${step}' runs for fewer wells because of its 'wellFilter'`,
    expected: `step '${step}' to run for the same wells`,
    got: "a narrower 'wellFilter'",
    hint: `Give both steps the same 'wellFilter'`,
  };
}
