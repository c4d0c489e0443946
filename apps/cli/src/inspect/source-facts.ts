import type { CalibrationSource, ManifestChannel, PlateManifest } from "@ohcs/context";

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
  const said = calibrationSources.map(({ from, path, pixelSizeUm }) => {
    const place = `${WHERE[from]}${path ?? "the plate"}`;
    return `${pixelSizeUm} µm by ${place}`;
  });
  const ranked = [...(configured === null ? [] : [`${configured} µm by the configuration`]), ...said];
  const [first = "unknown", ...others] = ranked;
  const isDecided = configured !== null || calibration.pixelSizeUm !== null || said.length === 0;
  if (!isDecided) return [["pixel size", `unknown: ${ranked.join(", ")}`]];
  return [["pixel size", first], ...others.map((other): Fact => ["", `not used: ${other}`])];
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

/** The objective and the begin of the acquisition, where they are known. */
export function acquisitionFacts({ objective, startedAt, plateFormat }: PlateManifest): readonly Fact[] {
  const { name, magnification, numericalAperture } = objective ?? {};
  const lens = [
    ...(name == null ? [] : [name]),
    ...(magnification == null ? [] : [`${magnification}×`]),
    ...(numericalAperture == null ? [] : [`NA ${numericalAperture}`]),
  ];
  return [
    ...(lens.length === 0 ? [] : [["objective", lens.join(", ")] as const]),
    ...(startedAt == null ? [] : [["acquired", startedAt] as const]),
    ...(plateFormat == null ? [] : [["plate", `${plateFormat.rows} × ${plateFormat.columns} wells`] as const]),
  ];
}
