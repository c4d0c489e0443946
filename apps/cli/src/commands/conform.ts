import { defineCommand } from "../program/command.ts";
import { jsonObject } from "../program/json-object.ts";
import { positive } from "../program/option-values.ts";
import { flag, option } from "../program/options.ts";

/** `ohcs conform`: does what a module exports keep its promises? */
export const conform = defineCommand({
  name: "conform",
  summary: "Hold storage backends, functions and runners of yours to every promise (handlers have no suite yet)",
  arguments: {
    module:
      "TypeScript or JavaScript file, or package, that exports what defineBackend, defineFunction or defineRunner made",
  },
  options: {
    with: option(
      "json",
      "options of a backend, where {folder} becomes a new, empty folder for each store; parameters of a function; or options of a runner",
      {
        usual: "{}",
        parse: jsonObject,
      },
    ),
    export: option("name", "test this export only", { usual: "every backend, function and runner of the module" }),
    measure: flag("also time saves and loads of backends that keep all promises"),
    timeout: option("seconds", "end a test that takes longer", { usual: "30", parse: positive }),
  },
  examples: [
    `ohcs conform my-backend.ts --with '{"root": "{folder}"}'`,
    `ohcs conform @ohcs/filemanager/disk --with '{"root": "{folder}"}' --json`,
  ],
  run: async (values, session) => (await import("../conform/conform-module.ts")).conformModule(values, session),
});
