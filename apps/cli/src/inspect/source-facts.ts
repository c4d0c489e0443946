import type { CalibrationSource, FactSource, ManifestChannel, ManifestObjective, PlateManifest } from "@ohcs/context";

type Fact = readonly [name: string, fact: string];

const WHERE: Readonly<Record<CalibrationSource["from"], string>> = {
  metadata: "",
  description: "description of ",
  tags: "TIFF tags of ",
};

/** Why this handler reads the plate, and which others recognized some of it. */
export function handlerFact({ handler, candidates = [] }: PlateManifest): Fact {
  const [own, ...others] = candidates;
  if (own === undefined) return ["read by", `${handler}, as named`];
  const also = others.map((other) => `${other.handler} ${Math.round(100 * other.score)} %`);
  const reason = own.reason === "" ? "" : ` (${own.reason})`;
  return ["read by", `${handler}${reason}${also.length === 0 ? "" : `; also ${also.join(", ")}`}`];
}

/** The pixel size and everything that states one, highest first; what the configuration states comes before all. */
export function pixelSizeFacts(
  { calibration, calibrationSources = [] }: PlateManifest,
  configured: number | null,
): readonly Fact[] {
  const said = calibrationSources.map((source) => `${source.pixelSizeUm} µm by ${placeOf(source)}`);
  const ranked = [...(configured === null ? [] : [`${configured} µm by the configuration`]), ...said];
  const [first = "unknown", ...others] = ranked;
  const isDecided = configured !== null || calibration.pixelSizeUm !== null || said.length === 0;
  if (!isDecided) return [["pixel size", `unknown: ${ranked.join(", ")}`]];
  return [["pixel size", first], ...others.map((other): Fact => ["", `not used: ${other}`])];
}

function placeOf({ from, path }: Pick<CalibrationSource, "from" | "path">): string {
  return `${WHERE[from]}${path ?? "the plate"}`;
}

/**
 * What the names of channels, the objective and positions are from; what states others and is not used; and what contradicts
 * itself, so that nothing is known.
 */
export function sourceFacts({ factSources = [], channels, objective = null }: PlateManifest): readonly Fact[] {
  const of = (fact: FactSource["fact"]) => factSources.filter((source) => source.fact === fact);
  const named = new Set(channels.filter(({ name }) => name !== null).map(({ id }) => id));
  const objectives = of("objective");
  const unsourced: readonly Fact[] =
    objective !== null && objectives.length === 0 ? [["objective", objectiveText(objective)]] : [];
  return [
    ...ranked("names", of("channelName"), ({ channel = "" }) => named.has(channel)),
    ...ranked("objective", objectives, () => objective !== null),
    ...unsourced,
    ...ranked("positions", of("position"), () => true),
  ];
}

/** Of each channel the first source counts; names of channels are shown already. */
function ranked(
  label: string,
  sources: readonly FactSource[],
  isKnown: (source: FactSource) => boolean,
): readonly Fact[] {
  const first = new Map<string | undefined, FactSource>();
  for (const source of sources) if (!first.has(source.channel)) first.set(source.channel, source);
  const isUsed = (source: FactSource) => isKnown(source) && source.value === first.get(source.channel)?.value;
  const used = [...first.values()]
    .filter(isKnown)
    .map((source) => `${label === "objective" ? `${source.value} ` : ""}by ${placeOf(source)}`);
  const others = sources.filter((source) => !isUsed(source));
  const facts = [
    ...firstOf([...new Set(used)]),
    ...others.map((source) => {
      const value = source.channel === undefined ? source.value : `${source.channel} ${source.value}`;
      return `${isKnown(source) ? "not used" : "unknown"}: ${value} by ${placeOf(source)}`;
    }),
  ];
  return facts.map((fact, i): Fact => [i === 0 ? label : "", fact]);
}

function objectiveText({ name, magnification, numericalAperture }: ManifestObjective): string {
  const parts = [name, magnification && `${magnification}×`, numericalAperture && `NA ${numericalAperture}`];
  return parts.filter((part) => part !== null).join(", ");
}

/** `1 DAPI (405 → 452 nm, 50 ms, flat field)`: what is known. */
export function channelText({
  id,
  name,
  excitationNm,
  emissionNm,
  exposureMs,
  flatfields = [],
}: ManifestChannel): string {
  const facts = [
    ...lightText(excitationNm ?? null, emissionNm ?? null),
    ...(exposureMs == null ? [] : [`${exposureMs} ms`]),
    ...(flatfields.length === 0 ? [] : ["flat field"]),
  ];
  const called = name === null || name === id ? id : `${id} ${name}`;
  return facts.length === 0 ? called : `${called} (${facts.join(", ")})`;
}

function lightText(excitationNm: number | null, emissionNm: number | null): readonly string[] {
  if (excitationNm === null) return emissionNm === null ? [] : [`emission ${emissionNm} nm`];
  return [emissionNm === null ? `excitation ${excitationNm} nm` : `${excitationNm} → ${emissionNm} nm`];
}

/** The begin of the acquisition and the form of the plate, where they are known. */
export function acquisitionFacts({ startedAt, plateFormat }: PlateManifest): readonly Fact[] {
  return [
    ...(startedAt == null ? [] : [["acquired", startedAt] as const]),
    ...(plateFormat == null ? [] : [["plate", `${plateFormat.rows} × ${plateFormat.columns} wells`] as const]),
  ];
}

/** The first of the places that say the same sort of thing, such as an image for each channel, and how many more do. */
function firstOf([first, ...more]: readonly string[]): readonly string[] {
  return first === undefined ? [] : [more.length === 0 ? first : `${first}, and ${more.length} more`];
}
