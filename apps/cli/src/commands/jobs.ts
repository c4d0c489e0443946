import { integer, list, mount, oneOf, positive } from "../program/option-values.ts";
import { type CommandDeclaration, defineCommand, flag, option, repeatableOption } from "../program/options.ts";
import { configOptions, jobOptions, resumeOptions, runnerOptions, watchOptions } from "./command-options.ts";

/** `ohcs plan`: what a run would do, and all problems. */
const plan = defineCommand({
  name: "plan",
  summary: "Compile a pipeline for plates and show plan, problems and estimates; writes nothing",
  arguments: { "plates...": "folders of the plates" },
  options: {
    ...jobOptions,
    save: option("file", "save the compiled plan for 'ohcs run --plan'; without it nothing is written"),
  },
  examples: [
    "ohcs plan demo -p preset:stitch-and-count",
    "ohcs plan demo -p pipeline.ts --json",
    "ohcs plan demo -p pipeline.ts --save plan.json",
  ],
  run: async (values, session) => (await import("../job/plan-plates.ts")).planPlates(values, session),
});

/** What `ohcs run` takes, in the background, too. */
const runArguments = {
  "plates...?": "folders of plates, run one after the other; for a saved plan, where its plate is on this machine",
} as const;
const runOptions = {
  ...jobOptions,
  pipeline: option("pipeline", jobOptions.pipeline.summary, { short: "p" }),
  plan: option("file", "run what 'ohcs plan --save' compiled, here or on another machine"),
  ...watchOptions,
  resume: flag("skip wells that an earlier run finished"),
  ...resumeOptions,
  artifactsFrom: option(
    "output",
    "take the artifacts from the output plate of an earlier run instead of computing them",
  ),
};

/** `ohcs run`: the main job. */
const run = defineCommand({
  name: "run",
  summary: "Run a pipeline on plates, or a saved plan",
  arguments: runArguments,
  options: runOptions,
  examples: [
    "ohcs run demo -p preset:stitch-and-count",
    "ohcs run demo -p pipeline.ts -o results --wells B02:C05",
    "ohcs run demo -p pipeline.ts --resume",
    "ohcs run plate1 plate2 plate3 -p pipeline.ts -o results",
    "ohcs run --plan plan.json -o results",
  ],
  run: async (values, session) => (await import("../job/run-job.ts")).runJob(values, session),
});

/** `ohcs resume`: continues a run as it was compiled. */
const resume = defineCommand({
  name: "resume",
  summary: "Continue the latest run of an output plate; finished wells are skipped",
  arguments: { output: "folder of the output plate" },
  options: {
    workers: option("n", "wells at the same time", { usual: "as before", parse: integer(1) }),
    ...runnerOptions("as before"),
    ...watchOptions,
    ...resumeOptions,
  },
  examples: ["ohcs resume demo/synth_openhcs", "ohcs resume results --only-failed"],
  run: async (values, session) => (await import("../stored/resume-output.ts")).resumeOutput(values, session),
});

/** `ohcs submit`: `ohcs run` that outlives the terminal. */
const submit = defineCommand({
  name: "submit",
  summary: "Like 'ohcs run', in the background or as jobs of Slurm: continues after this terminal is closed",
  arguments: runArguments,
  options: runOptions,
  examples: [
    "ohcs submit plate1 -p pipeline.ts -o results --runner bullmq",
    "ohcs submit plate1 plate2 -p pipeline.ts -o results --runner slurm",
  ],
  run: async (values, session) => (await import("../remote/submit-run.ts")).submitRun(values, session),
});

/** `ohcs attach`: takes the place of a command that was lost while its wells ran elsewhere. */
const attach = defineCommand({
  name: "attach",
  summary: "Take over a run on other machines whose command was lost; its wells have continued meanwhile",
  arguments: { output: "folder of the output plate" },
  options: watchOptions,
  examples: ["ohcs attach results/plate1_openhcs"],
  run: async (values, session) => (await import("../stored/resume-output.ts")).attachOutput(values, session),
});

/** `ohcs cancel`: ends a run on other machines. */
const cancel = defineCommand({
  name: "cancel",
  summary: "Cancel a run on other machines, from any of them",
  arguments: { output: "folder of the output plate" },
  options: {},
  examples: ["ohcs cancel results/plate1_openhcs"],
  run: async ({ output }, session) => (await import("../remote/cancel-run.ts")).cancelRun(output, session),
});

/** `ohcs worker`: this machine runs wells of runs that others began. */
const worker = defineCommand({
  name: "worker",
  summary: "Run wells of runs that were started on other machines, until stopped",
  arguments: {},
  options: {
    slots: option("n", "wells at the same time", { usual: "one per core", parse: integer(1) }),
    class: option("list", "classes of this worker; those named gpu… take wells for its GPUs: cpu,gpu", {
      usual: "cpu",
      parse: list,
    }),
    mount: repeatableOption("name=folder", "where this machine has the folder that a mount names", mount),
    lock: option("seconds", "silence after which its wells are given to others", {
      usual: "60",
      parse: positive,
    }),
    prefix: option("name", "prefix of the keys of its queues", { usual: "ohcs" }),
    runner: option("name", "where its wells run: threads or processes", {
      usual: "threads",
      parse: oneOf("threads", "processes"),
    }),
    set: configOptions.set,
    chunks: option("file", "run one task of an array, then end: what the runners slurm and array submit"),
  },
  examples: [
    "OHCS_QUEUE_URL=redis://lab-server:6379 ohcs worker",
    "ohcs worker --class cpu,gpu --set maxWorkersPerGpu=2",
    "ohcs worker --slots 8 --mount plates=/mnt/nas/plates --mount results=/scratch/results",
  ],
  run: async (values, session) =>
    values.chunks === undefined
      ? (await import("../remote/run-worker.ts")).runWorker(values, session)
      : (await import("../remote/run-task.ts")).runTask(values, values.chunks, session),
});

/** `ohcs dashboard`: the queues of wells as a page. */
const dashboard = defineCommand({
  name: "dashboard",
  summary: "Show the queues of '--runner bullmq' as a page on this machine, until stopped",
  arguments: {},
  options: {
    port: option("n", "port to listen on", { usual: "a free one", parse: integer(1) }),
    class: option("list", "classes of machines whose queues are shown", { usual: "cpu,gpu", parse: list }),
    prefix: option("name", "prefix of the keys of the queues", { usual: "ohcs" }),
  },
  examples: ["ohcs dashboard --port 8080"],
  run: async (values, session) => (await import("../remote/show-dashboard.ts")).showDashboard(values, session),
});

/** Commands that plan and run pipelines, here or on other machines, in the order of a first session. */
export const JOB_COMMANDS: readonly CommandDeclaration[] = [
  plan,
  run,
  resume,
  submit,
  attach,
  cancel,
  worker,
  dashboard,
];
