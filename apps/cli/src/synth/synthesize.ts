import { resolve } from "node:path";
import { countOf } from "@ohcs/context";
import { designPlate, type PlateOptions } from "@ohcs/testkit";
import { type WrittenPlate, writePlate } from "@ohcs/testkit/disk";
import type { SynthValues } from "../commands/command-options.ts";
import { type Interrupts, listenForInterrupts } from "../program/interrupts.ts";
import { EXIT, type ExitCode, type Outcome, type Session } from "../program/session.ts";
import type { Writer } from "../terminal/terminal.ts";
import { formatBytes } from "../views/formats.ts";
import { plateGrid } from "../views/plate-grid.ts";

/** Shows how far writing has come: one line that changes, on a terminal only. */
interface BytesWatch {
  readonly progress: (written: { readonly files: number; readonly bytes: number }) => void;
  readonly close: () => void;
}

const FRAME_MS = 100;

/** Watches the writing of about `total` files. */
async function watchBytes(writer: Writer, total: number): Promise<BytesWatch> {
  if (!writer.isTerminal || writer.stream === null) return { progress: () => {}, close: () => {} };
  const { createLogUpdate } = await import("log-update");
  const area = createLogUpdate(writer.stream);
  let drawn = 0;
  return {
    progress({ files, bytes }) {
      // Rendering a plate blocks the event loop, so the view is drawn from here and not by a timer.
      if (performance.now() - drawn < FRAME_MS) return;
      drawn = performance.now();
      area(
        `writing  ${Math.min(100, Math.round((files / total) * 100))} %  ${countOf(files, "file")}, ${formatBytes(bytes)}`,
      );
    },
    close: () => area.clear(),
  };
}

/** Designs a plate and writes it with its truth. @throws `SYNTH_OPTION_INVALID`, `SYNTH_TARGET_EXISTS` */
export async function synthesize(values: SynthValues, { terminal, directory }: Session): Promise<Outcome> {
  const design = designPlate(plateOptions(values));
  const planes = design.wells.length * design.grid.rows * design.grid.columns;
  const total = planes * design.channels.length * design.zSteps * design.timepoints;
  const watch = await watchBytes(terminal.err, total);
  const interrupts = listenForInterrupts();
  const options = { onProgress: watch.progress, signal: interrupts.signal };
  const written = await writePlate(design, resolve(directory, values.directory), options)
    .catch((error: unknown) => nothingIfInterrupted(error, interrupts))
    .finally(() => {
      interrupts.release();
      watch.close();
    });
  if (typeof written === "number") return { exitCode: written, json: { interrupted: true }, text: () => "" };
  const wells = design.wells.map(({ well, placement, cells }) => ({ well, placement, cells: cells.length }));
  return {
    exitCode: EXIT.success,
    json: { ...written, plate: design.name, seed: design.seed, wells },
    text: (style) =>
      `${plateGrid(
        wells.map(({ well }) => well),
        () => "●",
        style,
        design.format,
      )}${writtenText(written, wells.length)}`,
  };
}

/** The output so far is discarded: only the exit code remains. */
function nothingIfInterrupted(error: unknown, interrupts: Interrupts): ExitCode {
  const exitCode = interrupts.exitCode();
  if (exitCode === null) throw error;
  return exitCode;
}

function plateOptions({ directory: _directory, plate, z, ...same }: SynthValues): PlateOptions {
  const options = { ...same, format: plate, zSteps: z };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as PlateOptions;
}

function writtenText({ plateFolder, truthFile, plateMapFile, files, bytes }: WrittenPlate, wells: number): string {
  const size = `${countOf(wells, "well")}, ${countOf(files, "file")}, ${formatBytes(bytes)}`;
  return `plate      ${plateFolder}  (${size})\ntruth      ${truthFile}\nplate map  ${plateMapFile}\n`;
}
