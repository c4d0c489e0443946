import { countOf, type ProcessingContext } from "@ohcs/context";
import type { RunRecord } from "@ohcs/records";
import type { ChannelReport, PlateSummary, StepReport, WellReport } from "../report-data.ts";

/** What a paragraph of methods is written from. */
interface Facts {
  readonly plate: PlateSummary;
  readonly wells: readonly WellReport[];
  readonly channels: readonly ChannelReport[];
  readonly steps: readonly StepReport[];
  readonly context: ProcessingContext | undefined;
  readonly environment: RunRecord["environment"];
  readonly receipt: string | null;
}

/** What was done in sentences: images, software, every function with its parameters and where its method is from. */
export function methodsOf({ plate, wells, channels, steps, context, environment, receipt }: Facts): string {
  const { pixelSizeUm } = context?.plate.calibration ?? { pixelSizeUm: null };
  const size = pixelSizeUm === null ? "" : ` of ${pixelSizeUm} µm per pixel`;
  const named = channels.map(({ id, name }) => (name === null ? id : `${id} (${name})`)).join(", ");
  const { node, versions } = environment;
  const version = versions?.["@ohcs/cli"] ?? versions?.ohcs ?? versions?.["@ohcs/executor"] ?? "";
  const succeeded = wells.filter(({ state }) => state === "success").length;
  return [
    `Images${size} of ${countOf(wells.length, "well")} of plate ${plate.id} (channels ${named}) were processed with OHCS ${version} (Node.js ${node.replace(/^v/, "")}) by the pipeline "${plate.pipeline}".`,
    ...steps.map(sentenceOf),
    `${succeeded} of ${countOf(wells.length, "well")} were processed successfully.`,
    ...(receipt === null ? [] : [`The results have the digest sha256:${receipt}.`]),
  ].join(" ");
}

function sentenceOf({ step, phase, functions, notes }: StepReport): string {
  const calls = functions.map(({ name, version, parameters, citation }) => {
    const settings = settingsOf(parameters);
    const facts = [citation, settings === "" ? "" : `with ${settings}`].filter((part) => part !== "").join("; ");
    return `${name} ${version}${facts === "" ? "" : ` (${facts})`}`;
  });
  const what = `Step "${step}"${phase === "wells" ? "" : " over all wells"}: ${calls.join(", then ")}`;
  return [what, ...notes].map((sentence) => `${sentence}.`).join(" ");
}

/** `sigma 1, features (shape, intensity)`. What a compiled plan adds, such as all columns of all tables, is no setting. */
function settingsOf(parameters: string): string {
  const settings = Object.entries(JSON.parse(parameters)).flatMap(([name, value]) => {
    const values = [value].flat();
    if (values.length === 0 || values.some((one) => typeof one === "object" && one !== null)) return [];
    return [Array.isArray(value) ? `${name} (${values.join(", ")})` : `${name} ${value}`];
  });
  return settings.join(", ");
}
