import {
  assignment,
  between,
  countOrList,
  integer,
  jsonObject,
  list,
  oneOf,
  pair,
  positive,
  roles,
} from "../program/option-values.ts";
import { flag, type OptionValues, option, repeatableOption, requiredOption, switchedOff } from "../program/options.ts";

/** What finds the images of a plate. */
const reading = {
  handler: option(
    "name",
    "what reads the plate: omeZarr, imageXpress, operaPhenix, cellVoyager, scanR, inCell, cytation, cellomics, microManager, omeTiff, openHcs, loadData, pattern, package#export or ./file.ts#export",
    { usual: "the one that recognizes it" },
  ),
  pattern: option(
    "pattern",
    "how file names state coordinates: a name of 'ohcs patterns', or a regular expression with named groups",
  ),
  pages: option(
    "component",
    "meaning of the pages of image files, if the files do not state it: channel, zIndex or timepoint",
    {
      usual: "only the first page",
      parse: oneOf("channel", "zIndex", "timepoint"),
    },
  ),
};

/** How a plate is read. */
export const sourceOptions = {
  ...reading,
  acquisition: option("id", "acquisition of an OME-Zarr plate that has several", { parse: integer(0) }),
};

/** What a command line may say of the configuration. */
export const configOptions = {
  ...reading,
  wells: option("list", "wells to process: A01,B02:C05,!B03", { usual: "all", parse: list }),
  pixelSize: option("µm", "width of a pixel, if the plate does not state it, or states it wrongly", {
    parse: positive,
  }),
  grid: option("rows×columns", "sites of a well, row by row, if the plate does not state them", { parse: pair }),
  channel: repeatableOption("role=channel", "channel of each role: nuclei=1,reporter=GFP", roles),
  plateMap: option(
    "file",
    "CSV file that describes the wells, one row each or as matrices; joined to the table of wells",
  ),
  per: option("components", "separate rows in the table of wells: timepoint, zIndex, site", {
    usual: "one row per well",
    parse: list,
  }),
  backend: option("name", "where images are stored: disk (TIFF), zarr (OME-Zarr) or a module, ./file.ts#export", {
    usual: "disk",
  }),
  backendWith: option("json", "options of that backend; {output} at the start of a text stands for the output folder", {
    parse: jsonObject,
  }),
  ngff: option("version", "version of OME-Zarr: 0.4, 0.5 or 0.6", {
    usual: "0.5",
    parse: oneOf("0.4", "0.5", "0.6"),
  }),
  gpu: option("policy", "functions that can run on a GPU: require, prefer or never", {
    usual: "prefer",
    parse: oneOf("require", "prefer", "never"),
  }),
  workers: option("n", "wells that run at the same time", { usual: "one per core", parse: integer(1) }),
  timeout: option("seconds", "end a well that takes longer", { parse: positive }),
  retries: option("n", "further attempts after a failure", { usual: "0", parse: integer(0) }),
  set: repeatableOption("key=value", "set a field of the configuration: tiff.compression=lzw", assignment),
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

/** What a command line may say of the configuration; `report` is false where a run is to write none. */
export type ConfigFlags = OptionValues<typeof configOptions> &
  OptionValues<ReturnType<typeof runnerOptions>> & { readonly report?: boolean | undefined };

/** What `plan` and `run` have in common: which pipeline, on what, into which folder, how configured. */
export const jobOptions = {
  pipeline: requiredOption("pipeline", "pipeline: a .ts, .js, .json or .yaml file, or preset:NAME", { short: "p" }),
  output: option("folder", "folder of the output plate; with several plates, the folder for all output plates", {
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
  report: switchedOff("write no report at the end of the run"),
  stealLock: flag("take over the locks of a run on another machine, or in a container, that has certainly ended"),
};

export type WatchValues = Omit<OptionValues<typeof watchOptions>, "report"> & Pick<ConfigFlags, "report">;

/** How a run makes use of what an earlier one finished. */
export const resumeOptions = {
  fromStep: option("step", "begin at this step, by name or number, with the stored outputs of the steps before it"),
  onlyFailed: flag("resume, but run only wells that failed"),
  verify: option("how", "how outputs of finished wells are checked: size or hash", {
    usual: "hash",
    parse: oneOf("size", "hash"),
  }),
};

export type ResumeValues = OptionValues<typeof resumeOptions>;

/** What `ohcs synth` takes. */
export const synthOptions = {
  name: option("name", "name of the plate's folder", { usual: "synth" }),
  layout: option("layout", "vendor's folder layout: imagexpress, phenix, cellvoyager, scanr or ome-tiff", {
    usual: "imagexpress",
    parse: oneOf("imagexpress", "phenix", "cellvoyager", "scanr", "ome-tiff"),
  }),
  plate: option("wells", "plate format: 6, 12, 24, 48, 96, 384 or 1536 wells", { usual: "96", parse: integer(1) }),
  wells: option("n|list", "how many wells to image, or which: A01,A02", {
    usual: "24, or all of a smaller plate",
    parse: countOrList,
  }),
  grid: option("rows×columns", "tiles of a well, 3x3", { usual: "3x3", parse: pair }),
  tile: option("width×height", "size of a tile in px, 512x512", { usual: "512x512", parse: pair }),
  channels: option("n", "channels", { usual: "2", parse: integer(1) }),
  z: option("n", "z planes", { usual: "3", parse: integer(1) }),
  timepoints: option("n", "timepoints", { usual: "1", parse: integer(1) }),
  cells: option("n", "cells of a well", { usual: "one per 10,000 px²", parse: integer(0) }),
  overlap: option("fraction", "overlap of neighbouring tiles", { usual: "0.1", parse: between(0, 0.9) }),
  seed: option("n", "equal seeds give equal plates", { usual: "1", parse: integer(0) }),
  missing: option("n", "planes that are omitted", { usual: "0", parse: integer(0) }),
  corrupt: option("n", "planes whose files are truncated", { usual: "0", parse: integer(0) }),
};

export type SynthValues = OptionValues<typeof synthOptions> & { readonly directory: string };

/** What `ohcs conform` takes. */
export const conformOptions = {
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
  plate: repeatableOption("folder", "a plate of the handler's own, with two wells of the same planes", (text) => text),
  measure: flag("also time saves and loads of backends that keep all promises"),
  timeout: option("seconds", "end a test that takes longer", { usual: "30", parse: positive }),
};

export type ConformValues = OptionValues<typeof conformOptions> & { readonly module: string };

/** What `ohcs export` takes. */
export const exportOptions = {
  figures: flag("write overlays with the outlines of objects and a montage of each well (the default)"),
  tables: option("format", "write the tables of the plate, one file a kind: csv or parquet", {
    parse: oneOf("csv", "parquet"),
  }),
  into: option("folder", "where to write them", { short: "o", usual: "OUT/export" }),
  source: option("folder", "where the source plate is now", { usual: "where the run read it" }),
};

export type ExportValues = OptionValues<typeof exportOptions> & { readonly output: string };
