import { defineCommand } from "../program/command.ts";
import { jsonObject } from "../program/json-object.ts";
import { positive } from "../program/option-values.ts";
import { flag, option, repeatableOption } from "../program/options.ts";

/** `ohcs conform`: does what a module exports keep its promises? */
export const conform = defineCommand({
  name: "conform",
  summary: "Hold storage backends, microscope handlers, functions and runners of yours to every promise",
  arguments: {
    module:
      "TypeScript or JavaScript file, or package, that exports what defineBackend, defineHandler, defineFunction or defineRunner made",
  },
  options: {
    with: option(
      "json",
      "options of a backend, where {folder} becomes a new, empty folder for each store, of a handler or of a runner; or parameters of a function",
      {
        usual: "{}",
        parse: jsonObject,
      },
    ),
    export: option("name", "test this export only", {
      usual: "every backend, handler, function and runner of the module",
    }),
    plate: repeatableOption(
      "folder",
      "a plate of the handler's own, with two wells of the same planes",
      (text) => text,
    ),
    measure: flag("also time saves and loads of backends that keep all promises"),
    timeout: option("seconds", "end a test that takes longer", { usual: "30", parse: positive }),
  },
  examples: [
    `ohcs conform my-backend.ts --with '{"root": "{folder}"}'`,
    "ohcs conform my-handler.ts --plate one-of-its-plates",
    `ohcs conform @ohcs/filemanager/disk --export diskBackend --with '{"root": "{folder}"}' --json`,
  ],
  run: async (values, session) => (await import("../conform/conform-module.ts")).conformModule(values, session),
});
