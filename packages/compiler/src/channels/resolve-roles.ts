import type { Chain, InputSource, ReductionSpec, StepSpec } from "@ohcs/context";
import { mapValues } from "../schema/schema-node.ts";
import type { ChannelRoles } from "./assign-roles.ts";

/** A channel by its role, `role:nuclei`, or all but it in a filter, `!role:nuclei`. */
const ROLE = /^(!?)role:(.+)$/;

/** The roles that steps name, in the order of the pipeline. */
export function rolesUsed(specs: Iterable<StepSpec | ReductionSpec>): ReadonlySet<string> {
  const used = new Set<string>();
  const note = (text: string) => {
    const role = ROLE.exec(text)?.[2];
    if (role !== undefined) used.add(role);
    return text;
  };
  for (const spec of specs) if (spec.kind !== "reduce" && spec.enabled !== false) withChannels(spec, note);
  return used;
}

/** The same step with the keys of channels in place of their roles. */
export function resolveRoles(spec: StepSpec | ReductionSpec, roles: ChannelRoles): StepSpec | ReductionSpec {
  if (spec.kind === "reduce") return spec;
  return withChannels(spec, (text) => text.replace(ROLE, (_, not: string, role: string) => `${not}${roles.get(role)}`));
}

/** A step with each text that names a channel replaced. */
function withChannels(spec: StepSpec, replace: (text: string) => string): StepSpec {
  const { inputs, channelFilter, func, groupBy = "channel" } = spec;
  const isDictionary = groupBy === "channel" && !Array.isArray(func) && !("use" in func);
  return {
    ...spec,
    ...(inputs === undefined ? {} : { inputs: mapValues(inputs, (source) => ofChannel(source, replace)) }),
    ...(channelFilter === undefined ? {} : { channelFilter: channelFilter.map(replace) }),
    ...(isDictionary
      ? {
          func: Object.fromEntries(
            Object.entries(func as Record<string, Chain>).map(([key, chain]) => [replace(key), chain]),
          ),
        }
      : {}),
  };
}

function ofChannel(source: InputSource, replace: (text: string) => string): InputSource {
  if (typeof source === "string" || !("channel" in source) || source.channel === undefined) return source;
  return { ...source, channel: replace(source.channel) };
}
