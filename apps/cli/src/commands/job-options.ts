import { jsonObject } from "../program/json-object.ts";
import { assignment, integer, list, oneOf, pair, positive, roles } from "../program/option-values.ts";
import { flag, option, repeatableOption, requiredOption, switchedOff } from "../program/options.ts";

/** What finds the images of a plate. */
const reading = {
  handler: option(
    "name",
    "what reads the plate: imageXpress, operaPhenix, cellVoyager, scanR, inCell, omeZarr, pattern, package#export or ./file.ts#export",
    {
      usual: "whichever recognizes it",
    },
  ),
  pattern: option(
    "pattern",
    "how file names state coordinates: a name of 'ohcs patterns', or a regular expression with named groups",
  ),
  pages: option(
    "component",
    "what pages of image files are, where the files do not say: channel, zIndex or timepoint",
    {
      usual: "the first page alone",
      parse: oneOf("channel", "zIndex", "timepoint"),
    },
  ),
};

/** How a plate is read. */
export const sourceOptions = {
  ...reading,
  acquisition: option("id", "which acquisition of an OME-Zarr plate with several", { parse: integer(0) }),
};

/** What a command line may say of the configuration. */
export const configOptions = {
  ...reading,
  wells: option("list", "wells to process: A01,B02:C05,!B03", { usual: "all", parse: list }),
  pixelSize: option("µm", "width of a pixel, where the plate does not state it, or states it wrongly", {
    parse: positive,
  }),
  grid: option("rows×columns", "sites of a well, row by row, where the plate does not state them", { parse: pair }),
  channel: repeatableOption("role=channel", "which channel shows what: nuclei=1,reporter=GFP", roles),
  plateMap: option("file", "CSV file about the wells, a row for each or as matrices, joined with the table of wells"),
  per: option("components", "rows of their own in the table of wells: timepoint, zIndex, site", {
    usual: "one row per well",
    parse: list,
  }),
  backend: option("name", "where images are stored: disk (TIFF), zarr (OME-Zarr) or a module, ./file.ts#export", {
    usual: "disk",
  }),
  backendWith: option(
    "json",
    "options of that backend; texts that begin with {output} begin with the output's folder",
    {
      parse: jsonObject,
    },
  ),
  ngff: option("version", "version of OME-Zarr: 0.4, 0.5 or 0.6", {
    usual: "0.5",
    parse: oneOf("0.4", "0.5", "0.6"),
  }),
  gpu: option("policy", "functions that can run on a GPU: require, prefer or never", {
    usual: "prefer",
    parse: oneOf("require", "prefer", "never"),
  }),
  workers: option("n", "wells at the same time", { usual: "one per core", parse: integer(1) }),
  timeout: option("seconds", "end a well that takes longer", { parse: positive }),
  retries: option("n", "attempts after a failed one", { usual: "0", parse: integer(0) }),
  set: repeatableOption("key=value", "set the configuration: tiff.compression=lzw", assignment),
};

/** Where wells run; `usual` by default. */
export const runnerOptions = (usual: string) => ({
  runner: option(
    "name",
    "where wells run: inline, threads, processes, bullmq, slurm, array or a module, ./file.ts#export",
    {
      usual,
    },
  ),
  runnerWith: option("json", "options of that runner", { parse: jsonObject }),
});

/** What `plan` and `run` have in common: which pipeline, on what, into which folder, how configured. */
export const jobOptions = {
  pipeline: requiredOption("pipeline", "what to do: a .ts, .js, .json or .yaml file, or preset:NAME", { short: "p" }),
  output: option("folder", "folder of the output plate; of several plates, the folder of all of theirs", {
    short: "o",
    usual: "<plate>_openhcs beside the plate",
  }),
  ...sourceOptions,
  ...configOptions,
  ...runnerOptions("threads, or processes where useThreading is false"),
};

/** How a run is followed. */
export const watchOptions = {
  events: option("file", "write every event as a line of JSON; '-' is standard output"),
  report: switchedOff("write no report of the run at its end"),
  stealLock: flag("take output and events file from a run of another machine, or a container, that is certainly gone"),
};

/** How a run makes use of what an earlier one finished. */
export const resumeOptions = {
  fromStep: option("step", "begin at this step, by name or number: what steps before it stored is taken as it is"),
  onlyFailed: flag("resume, but run nothing except wells that failed"),
  verify: option("how", "how outputs of finished wells are checked: size or hash", {
    usual: "hash",
    parse: oneOf("size", "hash"),
  }),
};
