import type { ManifestChannel, ManifestObjective } from "@ohcs/context";
import { wellAt } from "../grammar/well-at.ts";
import { elementAt, numberOf, positiveOf, readXml, type XmlElement } from "../text/read-xml.ts";

type ChannelFacts = Partial<Omit<ManifestChannel, "id">>;

/** The content of the settings, `*.mes`. */
export interface MeasurementSetting {
  readonly channels: ReadonlyMap<string, ChannelFacts>;
  readonly objective: ManifestObjective | null;
  readonly wells: readonly string[];
  /** The channels that some action takes. */
  readonly imaged: readonly string[];
}

/** Reads the settings of a measurement: channels, light sources, wells and actions. */
export function readSetting(bytes: Uint8Array): MeasurementSetting | { readonly problem: string } {
  const wells: string[] = [];
  const imaged = new Set<string>();
  const { root, problem } = readXml(bytes, {
    records: {
      TargetWell: ({ attributes, text }) => {
        const well = wellAt(numberOf(attributes.Row), numberOf(attributes.Column));
        if (well !== null && text.trim().toLowerCase() === "true") wells.push(well);
      },
      Ch: ({ text }) => {
        imaged.add(text.trim());
      },
    },
  });
  if (root === null) return { problem: problem ?? "it is empty" };
  if (root.name !== "MeasurementSetting") return { problem: `it is a '${root.name}', not a measurement's settings` };
  const sources = lightSourcesIn(root);
  const channels = elementAt(root, "ChannelList")?.children ?? [];
  return {
    channels: new Map(channels.map((channel) => [channel.attributes.Ch?.trim() ?? "", channelOf(channel, sources)])),
    objective: objectiveOf(channels[0]),
    wells: [...new Set(wells)],
    imaged: [...imaged],
  };
}

/** Wavelengths in nm by the names of light sources. */
function lightSourcesIn(root: XmlElement): ReadonlyMap<string, number | null> {
  const sources = elementAt(root, "LightSourceList")?.children ?? [];
  return new Map(sources.map(({ attributes }) => [attributes.Name ?? "", positiveOf(attributes.WaveLength)]));
}

/** Named by its dye, else by its target, else by its filter; the emission is the middle of the filter's band. */
function channelOf({ attributes, children }: XmlElement, sources: ReadonlyMap<string, number | null>): ChannelFacts {
  const lit = children.filter(({ name }) => name === "LightSourceName").map(({ text }) => text.trim());
  const color = /^#[\da-f]{2}([\da-f]{6})$/i.exec(attributes.Color ?? "")?.[1];
  return {
    name: attributes.Fluorophore?.trim() || attributes.Target?.trim() || attributes.Acquisition?.trim() || null,
    excitationNm: lit.length === 1 ? (sources.get(lit[0] ?? "") ?? null) : null,
    emissionNm: positiveOf(/^BP(\d{3,4})\/\d+$/.exec(attributes.Acquisition ?? "")?.[1]),
    exposureMs: positiveOf(attributes.ExposureTime),
    ...(color === undefined ? {} : { color: color.toLowerCase() }),
  };
}

function objectiveOf(channel: XmlElement | undefined): ManifestObjective | null {
  if (channel === undefined) return null;
  const { Objective: name, Magnification: magnification } = channel.attributes;
  return { name: name || null, magnification: numberOf(magnification), numericalAperture: null };
}
