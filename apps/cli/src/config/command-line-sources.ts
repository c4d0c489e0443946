import { CONFIG_FIELDS, type ConfigSource, fieldSource, readConfigText } from "@ohcs/compiler";
import { choiceOf } from "ohcs/modules";
import type { ConfigFlags } from "../commands/command-options.ts";
import type { Assignment } from "../program/option-values.ts";

/** Options that stand for a field. */
const FLAGS = {
  workers: ["numWorkers"],
  handler: ["handler"],
  pattern: ["pattern"],
  pages: ["pages"],
  plateMap: ["plateMap"],
  wells: ["wellFilter"],
  timeout: ["timeoutS"],
  retries: ["retries"],
  backend: ["materializationBackend"],
  runner: ["runner"],
  ngff: ["zarr", "ngffVersion"],
  gpu: ["gpu"],
  pixelSize: ["pixelSizeUm"],
  grid: ["grid"],
  per: ["per"],
  report: ["report"],
} as const satisfies Partial<Record<keyof ConfigFlags, readonly string[]>>;

/** What the command line says of the configuration: `--set` first, so that an option of its own wins over it. */
export function commandLineSources(flags: Partial<ConfigFlags>): readonly ConfigSource[] {
  const said = {
    ...flags,
    backend: choiceOf(flags.backend, flags.backendWith),
    runner: choiceOf(flags.runner, flags.runnerWith),
    report: flags.report === false ? false : undefined,
    grid: flags.grid && { rows: flags.grid[0], columns: flags.grid[1] },
  };
  const options = Object.entries(FLAGS).flatMap(([name, path]) => {
    const value = said[name as keyof typeof FLAGS];
    return value === undefined
      ? []
      : [fieldSource(path, value, { kind: "flag", name: `--${value === false ? "no-" : ""}${dashed(name)}` })];
  });
  const roles = (flags.channel ?? []).flatMap((one) => Object.entries(one));
  const channels = roles.map(([role, channel]) =>
    fieldSource(["channelRoles", role], channel, { kind: "flag", name: "--channel" }),
  );
  return [...(flags.set ?? []).map(assigned), ...options, ...channels];
}

function assigned({ path, text }: Assignment): ConfigSource {
  const name = path.join(".");
  const schema = CONFIG_FIELDS.find((field) => field.name === name)?.schema ?? { type: "object" };
  return fieldSource(path, readConfigText(schema, text), { kind: "flag", name: `--set ${name}` });
}

/** `pixelSize` → `pixel-size`. Written twice: a function shared with `add-command.ts` would be one more file to load at every start. */
function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
