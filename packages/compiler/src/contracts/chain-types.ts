import type { Dtype, FunctionDeclaration } from "@ohcs/context";
import type { ResolvedCall } from "../draft/resolved-step.ts";

/**
 * The sample type of the image before each call of a chain, and after the last; null if it is not known before the run.
 */
export interface ChainTypes {
  /** The type of the image from its source. */
  readonly from: Dtype | null;
  /** The type that each call takes, after conversions. */
  readonly takes: readonly (Dtype | null)[];
  readonly gives: Dtype | null;
  /** The first call that accepts no type to which its image can be converted. */
  readonly impossible: number | null;
}

/** Types that can represent every value of another one, the narrowest first. */
const WIDER: Readonly<Record<Dtype, readonly Dtype[]>> = {
  uint8: ["uint16", "uint32", "int32", "float32", "float64"],
  uint16: ["uint32", "int32", "float32", "float64"],
  uint32: ["float64"],
  int32: ["float64"],
  float32: ["float64"],
  float64: [],
};

/**
 * Follows the image of a chain: floats between functions unless all are exact in integers, and wider where a function
 * takes only wider types. Nothing is rounded or clipped in between.
 */
export function chainTypes(calls: readonly ResolvedCall[], from: Dtype | null): ChainTypes {
  const isExact = calls.every(({ declaration }) => declaration.exact);
  const takes: (Dtype | null)[] = [];
  let impossible: number | null = null;
  let type = isExact ? from : "float32";
  for (const [i, { declaration }] of calls.entries()) {
    const { inputs, returnsImage } = declaration;
    const taken = inputs.image === undefined ? type : converted(type, acceptedBy(declaration));
    if (taken === undefined) impossible ??= i;
    takes.push(taken ?? type);
    if (returnsImage) type = isExact ? made(declaration, taken ?? type) : "float32";
  }
  return { from, takes, gives: type, impossible };
}

/** The sample types that a function takes, on a GPU if it has no CPU code; null for all. */
export function acceptedBy({ accepts, memory, gpu }: FunctionDeclaration): readonly Dtype[] | null {
  if (memory === "cpu" || gpu === null) return accepts;
  return gpu.accepts.filter((type) => accepts === null || accepts.includes(type));
}

/** Undefined if there is no lossless conversion. */
function converted(type: Dtype | null, accepts: readonly Dtype[] | null): Dtype | null | undefined {
  if (accepts === null || type === null || accepts.includes(type)) return type;
  return WIDER[type].find((wider) => accepts.includes(wider));
}

function made({ dtype }: ResolvedCall["declaration"], taken: Dtype | null): Dtype | null {
  return dtype === "preserve" ? taken : null;
}

/** The chain as a line: `uint16 → float32 → gaussianBlur → float32`, up to where it breaks. */
export function drawChain(calls: readonly ResolvedCall[], { from, takes, gives, impossible }: ChainTypes): string {
  const parts: string[] = [nameOf(from)];
  for (const [i, { declaration }] of calls.entries()) {
    const type = nameOf(takes[i] ?? null);
    if (parts.at(-1) !== type) parts.push(type);
    const name = declaration.memory === "cpu" ? declaration.name : `${declaration.name} (${declaration.memory})`;
    if (impossible === i) return [...parts, `✗ ${name}`].join(" → ");
    parts.push(name);
    if (declaration.returnsImage) parts.push(nameOf(i + 1 < calls.length ? (takes[i + 1] ?? null) : gives));
  }
  return parts.join(" → ");
}

function nameOf(type: Dtype | null): string {
  return type ?? "any";
}
