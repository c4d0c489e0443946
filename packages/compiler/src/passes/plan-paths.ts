import type { EarlierRun, HostFacts, PlateManifest, ResolvedConfig } from "@ohcs/context";
import type { BackendPlan, ImagePlace, PathPlan } from "../draft/places.ts";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import { Findings } from "../findings/findings.ts";
import { isWithin } from "./is-within.ts";
import { segmentsOf } from "./segments-of.ts";

interface PathInput {
  readonly plateId: string;
  readonly pipelineName: string;
  readonly host: HostFacts;
  readonly config: ResolvedConfig;
  readonly steps: readonly ResolvedStep[];
  readonly backends: BackendPlan;
}

/**
 * Pass 5: plans all paths. The source is never written to, so neither may the output be inside it, nor it inside the
 * output.
 */
export function planPaths({ plateId, pipelineName, host, config, steps, backends }: PathInput): PathPlan {
  const findings = new Findings();
  const { root, writable, earlier } = host.output;
  const source = host.sourceRoot;
  if (isWithin(root, source) || isWithin(source, root)) reportInside(root, source, findings);
  else if (!writable) reportNotWritable(root, findings);
  // A pipeline that cannot be read has no name yet.
  const isOther = earlier !== null && (earlier.plateId !== plateId || earlier.pipelineName !== pipelineName);
  if (isOther && pipelineName !== "") reportMixed(root, earlier, findings);
  const { subDir } = config;
  return {
    imageDir: plateDir(subDir, backends.images),
    namedDirs: { image: `${subDir}_named`, labels: `${subDir}_labels`, rgb: `${subDir}_rgb` },
    resultsDir: `${subDir}_results`,
    steps: steps.map(({ place: { name } }, i) => {
      const place = backends.steps.get(i) ?? backends.images;
      return {
        memoryDir: `step${i}_${name}`,
        place,
        imageDir: plateDir(subDir, place),
        checkpointDir: plateDir(`checkpoints_step${i}`, place),
        labels: place.layout === "files" ? place : backends.labels,
      };
    }),
    findings: findings.all,
  };
}

function plateDir(name: string, { layout }: ImagePlace): string {
  return layout === "ngff" ? `${name}.zarr` : name;
}

/** The absolute folder of an output plate: `<outputFolder or the plate's parent>/<plate name><suffix>`. */
export function outputRootOf(
  { root, plateId }: Pick<PlateManifest, "root" | "plateId">,
  { outputFolder, outputSuffix }: Pick<ResolvedConfig, "outputFolder" | "outputSuffix">,
): string {
  const folder = outputFolder ?? segmentsOf(root).slice(0, -1).join("/");
  return `${folder.replace(/[/\\]+$/, "")}/${plateId}${outputSuffix}`;
}

function reportInside(root: string, source: string, findings: Findings): void {
  findings.error({
    code: "OUTPUT_INSIDE_SOURCE",
    message: `Cannot write to '${root}': it overlaps the source plate '${source}'`,
    where: { config: "outputFolder", file: root },
    expected: "a folder apart from the source plate",
    got: `one that overlaps '${source}'`,
    hint: "Choose another output folder with -o",
  });
}

function reportNotWritable(root: string, findings: Findings): void {
  findings.error({
    code: "OUTPUT_NOT_WRITABLE",
    message: `Cannot write to '${root}': it is no folder, or a folder that is not writable`,
    where: { config: "outputFolder", file: root },
    expected: "a writable folder",
    got: "one that is not",
    hint: "Choose another output folder with -o, or change its permissions",
  });
}

/** Files of equal names are replaced, the others stay: afterwards nothing distinguishes them. */
function reportMixed(root: string, { plateId, pipelineName }: EarlierRun, findings: Findings): void {
  findings.warning({
    code: "OUTPUT_MIXED",
    message: `Cannot keep results apart in '${root}': it has results of '${pipelineName}' on plate '${plateId}'`,
    where: { config: "outputFolder", file: root },
    expected: "a folder without results of another run",
    got: `one with those of '${pipelineName}' on plate '${plateId}'`,
    hint: "Choose another output folder with -o",
  });
}
