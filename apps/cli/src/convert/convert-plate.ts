import { basename, join, resolve } from "node:path";
import { traceConfig } from "@ohcs/compiler";
import { isOhcsError } from "@ohcs/context";
import { isObjectUrl } from "@ohcs/filemanager/disk";
import { conversionOf, openSource, type PlateFormat, type SourceValues } from "ohcs/compose";
import type { ConfigFlags } from "../commands/command-options.ts";
import { loadConfig } from "../config/load-config.ts";
import { fail } from "../errors.ts";
import { type RunningValues, runPlate } from "../job/run-plate.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { version as programVersion } from "../program/version.ts";

/** What `ohcs convert` takes. */
interface ConvertValues
  extends Partial<Omit<ConfigFlags, "plateMap">>,
    SourceValues,
    Pick<ConfigFlags, "plateMap">,
    Omit<RunningValues, "artifactsFrom" | "fromStep"> {
  readonly to: PlateFormat | undefined;
  readonly version: ConfigFlags["ngff"];
  readonly output: string | undefined;
}

/**
 * Runs the conversion of a plate. One of several acquisitions becomes a plate for each, in folders of their own.
 * @throws whatever opening the plate throws, `COMPILE_FAILED`, `USAGE_INVALID`
 */
export async function convertPlate(values: ConvertValues, session: Session): Promise<Outcome> {
  const { to = "ome-zarr", version } = values;
  if (version !== undefined && to !== "ome-zarr") throw versionOfOthers(to);
  try {
    return await convertOne(values, to, session);
  } catch (error) {
    if (!isOhcsError(error, "ACQUISITION_AMBIGUOUS")) throw error;
    return convertEach(error.details.acquisitions as readonly number[], values, to, session);
  }
}

/** The first failure is that of the whole; the others are converted all the same. */
async function convertEach(
  acquisitions: readonly number[],
  values: ConvertValues,
  to: PlateFormat,
  session: Session,
): Promise<Outcome> {
  const plate = values.plate.replace(/[/\\]+$/, "");
  const beside = `${isObjectUrl(plate) ? basename(plate) : plate}_${to}`;
  const folder = resolve(session.directory, values.output ?? beside);
  const outcomes: Outcome[] = [];
  for (const acquisition of acquisitions) {
    session.terminal.err.write(`acquisition ${acquisition}\n`);
    const output = join(folder, `acquisition_${acquisition}`);
    outcomes.push(await convertOne({ ...values, acquisition, output }, to, session));
  }
  return {
    exitCode: outcomes.map(({ exitCode }) => exitCode).find((code) => code !== EXIT.success) ?? EXIT.success,
    json: outcomes.map(({ json }) => json),
    text: (style) => outcomes.map(({ text }) => text(style)).join("\n"),
  };
}

async function convertOne(values: ConvertValues, to: PlateFormat, session: Session): Promise<Outcome> {
  const { directory } = session;
  const configured = await loadConfig({ ...values, ngff: values.version }, directory);
  const manifest = await openSource(values, configured.stack, directory);
  const { config } = traceConfig(configured.stack, manifest.plateId);
  const { pipeline, sources } = conversionOf(manifest, to, config);
  const commandLine = [...(configured.stack.commandLine ?? []), ...sources];
  const inputs = {
    configured: { ...configured, stack: { ...configured.stack, commandLine } },
    loaded: { pipeline, diagnostics: [], modules: [], folder: directory },
    versions: { "@ohcs/cli": programVersion() },
    manifest,
  };
  return runPlate({ ...values, artifactsFrom: undefined, fromStep: undefined }, inputs, session);
}

function versionOfOthers(to: PlateFormat): Error {
  return fail("USAGE_INVALID", `Cannot read the command line: expected no '--version' with '--to ${to}', got one`, {
    remedy: "Leave '--version' out: it is that of OME-Zarr.",
  });
}
