import type { CommandDeclaration } from "../program/command.ts";
import { doctor } from "./doctor.ts";
import { functions } from "./functions.ts";
import { inspect } from "./inspect.ts";
import { plan } from "./plan.ts";
import { presets } from "./presets.ts";
import { run } from "./run.ts";
import { synth } from "./synth.ts";

/** All commands, in the order of a first session. */
export const COMMANDS: readonly CommandDeclaration[] = [synth, inspect, plan, run, functions, presets, doctor];
