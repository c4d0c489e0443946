import { type CommandDeclaration, defineCommand } from "../program/options.ts";
import { EXIT } from "../program/session.ts";
import { configOptions, conformOptions, runnerOptions } from "./command-options.ts";

/** `ohcs functions`: the catalogue. */
const functions = defineCommand({
  name: "functions",
  summary: "List the image functions, or describe one",
  arguments: { "name?": "function to describe" },
  options: {},
  examples: ["ohcs functions", "ohcs functions gaussianBlur"],
  run: async ({ name }) => (await import("../catalogue/list-functions.ts")).listFunctions(name),
});

/** `ohcs presets`: the built-in pipelines. */
const presets = defineCommand({
  name: "presets",
  summary: "List the built-in pipelines, or print one",
  arguments: { "name?": "preset to print, as JSON that can be saved and changed" },
  options: {},
  examples: ["ohcs presets", "ohcs presets stitch-and-count > pipeline.json"],
  run: async ({ name }) => (await import("../catalogue/list-presets.ts")).listPresets(name),
});

/** `ohcs patterns`: the naming schemes that `--pattern` takes by name, each with the name of a file that it reads. */
const patterns = defineCommand({
  name: "patterns",
  summary: "List the naming schemes that --pattern takes by name",
  arguments: {},
  options: {},
  examples: ["ohcs patterns", "ohcs inspect images --pattern vitra"],
  run: async () => {
    const [{ NAMED_PATTERNS }, { table }] = await Promise.all([
      import("@ohcs/microscopes"),
      import("../views/table.ts"),
    ]);
    const rows = NAMED_PATTERNS.map(({ name, title, example }) => [name, title, example]);
    return {
      exitCode: EXIT.success,
      json: { patterns: NAMED_PATTERNS },
      text: (style) => table([{ title: "pattern" }, { title: "names of" }, { title: "example" }], rows, style),
    };
  },
});

/** `ohcs config show`: what a run would go by. */
const config = defineCommand({
  name: "config",
  summary: "Show every value of the configuration and where it comes from",
  arguments: { action: "what to do: show", "plate?": "folder of the plate whose settings are shown" },
  options: { ...configOptions, ...runnerOptions("threads, or processes where useThreading is false") },
  examples: ["ohcs config show", "ohcs config show demo --workers 2", "OHCS_ZARR__LEVEL=3 ohcs config show --json"],
  run: async (values, session) => (await import("../config/show-config.ts")).showConfig(values, session),
});

/** `ohcs schema`: what a file may say, for editors. */
const schema = defineCommand({
  name: "schema",
  summary: "Print the JSON Schema of pipelines or of the configuration, for use in an editor",
  arguments: { name: "pipeline or config" },
  options: {},
  examples: ["ohcs schema pipeline > pipeline.schema.json", "ohcs schema config > ohcs.config.schema.json"],
  run: async ({ name }) => (await import("../schema/show-schema.ts")).showSchema(name),
});

/** `ohcs conform`: does what a module exports keep its promises? */
const conform = defineCommand({
  name: "conform",
  summary: "Test your own storage backends, microscope handlers, functions and runners for conformance",
  arguments: {
    module:
      "TypeScript or JavaScript file, or package, that exports what defineBackend, defineHandler, defineFunction or defineRunner made",
  },
  options: conformOptions,
  examples: [
    `ohcs conform my-backend.ts --with '{"root": "{folder}"}'`,
    "ohcs conform my-handler.ts --plate one-of-its-plates",
    `ohcs conform @ohcs/filemanager/disk --export diskBackend --with '{"root": "{folder}"}' --json`,
  ],
  run: async (values, session) => (await import("../conform/conform-module.ts")).conformModule(values, session),
});

/** `ohcs gpus`: which GPUs are there, and do they compute? */
const gpus = defineCommand({
  name: "gpus",
  summary: "List the GPUs of this machine, each tested, or the reason why there is none",
  arguments: {},
  options: { set: configOptions.set },
  examples: ["ohcs gpus", "ohcs gpus --json", "ohcs gpus --set gpuMemoryBytes.nvidia-h100-pcie=80e9"],
  run: async (values, session) => (await import("../gpus/show-gpus.ts")).showGpus(values, session),
});

/** `ohcs doctor`: is this machine fit? */
const doctor = defineCommand({
  name: "doctor",
  summary: "Check this machine: Node, cores, memory, disk, image library",
  arguments: {},
  options: {},
  examples: [],
  run: async (_values, { directory }) => (await import("../doctor/examine-machine.ts")).examineMachine(directory),
});

/** Commands about what is there: functions, presets, settings, this machine, in the order of a first session. */
export const REFERENCE_COMMANDS: readonly CommandDeclaration[] = [
  functions,
  presets,
  patterns,
  config,
  schema,
  conform,
  gpus,
  doctor,
];
