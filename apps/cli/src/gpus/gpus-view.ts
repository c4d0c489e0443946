import type { AdapterStatus, GpuStatus } from "@ohcs/gpu-registry";
import type { Style } from "../terminal/terminal.ts";
import { formatBytes, formatDuration } from "../views/formats.ts";
import { table } from "../views/table.ts";

/**
 * All adapters with what decides whether they are used; below them why none can be, and what drivers printed. Of `named`, the
 * GPUs whose memory the configuration gives, those that are not there: their names may be misspelt.
 */
export function gpusView({ adapters, reason, notes }: GpuStatus, named: readonly string[], style: Style): string {
  const { bold, dim, yellow } = style.colors;
  const titles = ["adapter", "kind", "largest binding", "features", "memory", "slots", "self-test"];
  const columns = titles.map((title) => ({ title, align: title === "slots" ? ("right" as const) : ("left" as const) }));
  const listed =
    adapters.length === 0
      ? ""
      : table(
          columns,
          adapters.map((adapter) => rowOf(adapter, style)),
          style,
        );
  const why = reason === null ? "" : `${bold("No GPU can be used")}: ${reason.message}\n  ${yellow(reason.remedy)}\n`;
  const printed = reason === null ? "" : notes.map((note) => `  ${dim(note)}\n`).join("");
  const known = adapters.flatMap(({ id, name }) => [id, name]);
  const absent = named.filter((name) => !known.includes(name));
  const unknown = absent.map((name) => `${yellow(`gpuMemoryBytes: no GPU here is called '${name}'`)}\n`).join("");
  return [listed, why, printed, unknown].filter((part) => part !== "").join("\n");
}

/** Features that functions may ask for; the others say nothing to a user. */
const NAMED_FEATURES = ["shader-f16", "subgroups", "timestamp-query"];

function rowOf(adapter: AdapterStatus, { colors }: Style): readonly string[] {
  const { name, copies, software, vendor, limits, features, memory, slots, decidedBy, selfTest } = adapter;
  const { maxStorageBufferBindingSize: binding } = limits;
  return [
    copies === 1 ? name : `${name} (${copies}, the first is used)`,
    [software ? "software" : "hardware", vendor].filter((word) => word !== "").join(", "),
    binding === undefined ? "unknown" : formatBytes(binding),
    features.filter((feature) => NAMED_FEATURES.includes(feature)).join(" "),
    `${formatBytes(memory.bytes)} ${memory.source}`,
    decidedBy === "default" && !software ? "what fits" : String(slots),
    selfTest.passed
      ? colors.green(`passed in ${formatDuration(selfTest.ms ?? 0)}`)
      : colors.red(selfTest.message ?? ""),
  ];
}
