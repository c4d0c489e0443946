import type { CommandDeclaration } from "../program/command.ts";
import { attach } from "./attach.ts";
import { cancel } from "./cancel.ts";
import { config } from "./config.ts";
import { conform } from "./conform.ts";
import { convert } from "./convert.ts";
import { dashboard } from "./dashboard.ts";
import { doctor } from "./doctor.ts";
import { exportRun } from "./export.ts";
import { functions } from "./functions.ts";
import { gpus } from "./gpus.ts";
import { inspect } from "./inspect.ts";
import { logs } from "./logs.ts";
import { patterns } from "./patterns.ts";
import { plan } from "./plan.ts";
import { presets } from "./presets.ts";
import { report } from "./report.ts";
import { resume } from "./resume.ts";
import { run } from "./run.ts";
import { schema } from "./schema.ts";
import { status } from "./status.ts";
import { submit } from "./submit.ts";
import { synth } from "./synth.ts";
import { validate } from "./validate.ts";
import { verify } from "./verify.ts";
import { view } from "./view.ts";
import { why } from "./why.ts";
import { worker } from "./worker.ts";

/** All commands, in the order of a first session. */
export const COMMANDS: readonly CommandDeclaration[] = [
  synth,
  inspect,
  plan,
  run,
  resume,
  submit,
  attach,
  cancel,
  worker,
  dashboard,
  report,
  view,
  convert,
  exportRun,
  status,
  verify,
  why,
  logs,
  validate,
  conform,
  functions,
  presets,
  patterns,
  config,
  schema,
  gpus,
  doctor,
];
