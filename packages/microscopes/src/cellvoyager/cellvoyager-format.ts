import { countOf, type Diagnostic } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { companionsNamed, fractionNamed, readByName, refuseSeveralFolders } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { wellAt } from "../grammar/well-at.ts";
import { compareListing } from "../manifest/compare-listing.ts";
import { baseName, type PlaneFile, type PlateDescription } from "../manifest/plate-reading.ts";
import { notice } from "../notices.ts";
import { type MeasurementDetail, readDetail } from "./read-detail.ts";
import { type ImageRecord, type MeasurementRecords, readRecords } from "./read-records.ts";
import { type MeasurementSetting, readSetting } from "./read-setting.ts";

/** `plate_D08_T0001F002L01A01Z04C01.tif`: well, time, field, timeline, action, z, channel. */
const NAME =
  /^(?<plate>.+)_(?<row>A[A-F]|[A-Z])(?<col>\d{2})_T(?<t>\d{4,6})F(?<site>\d{3,6})L(?<line>\d{2,3})A(?<action>\d{2,3})Z(?<z>\d{2,4})C(?<ch>\d{2,3})\.tiff?$/i;
/** Dark and shading images, which lie among the measurements. */
const CORRECTION = /^(?:DC|SC)_.*\.tiff?$/i;
const [RECORDS, DETAIL, SETTING] = [/\.mlf$/i, /\.mrf$/i, /\.mes$/i];
/** 0.45 kB for each image: 600,000 images. */
const MAX_BYTES = 2 ** 28;

interface Metadata {
  readonly records: (MeasurementRecords & { readonly path: string }) | null;
  readonly detail: (MeasurementDetail & { readonly path: string }) | null;
  readonly setting: (MeasurementSetting & { readonly path: string }) | null;
  readonly notices: readonly Diagnostic[];
}

/** Plates of Yokogawa CellVoyager: CV7000, CV8000 and relatives. */
export const cellVoyagerFormat: MicroscopeFormat = {
  name: "cellVoyager",
  version: "1.0.0",
  summary: "Yokogawa CellVoyager: CV7000 and CV8000 with MeasurementData.mlf",
  recognizes: (paths) => (paths.some((path) => NAME.test(baseName(path))) ? fractionNamed(paths, NAME, CORRECTION) : 0),
  companions: (paths) => [RECORDS, DETAIL, SETTING].flatMap((name) => companionsNamed(paths, name, NAME).slice(0, 1)),
  maxCompanionBytes: MAX_BYTES,
  read: (files, companions) => {
    const { named, unmatched } = readByName(files, NAME);
    refuseSeveralFolders(named);
    const metadata = readAll(companions);
    const planes = named.map(({ plane }) => describedBy(plane, metadata));
    return {
      planes,
      notices: [...metadata.notices, ...noticesAbout(planes, metadata), ...leftOver(unmatched, metadata)],
      description: descriptionOf(metadata),
    };
  },
};

function readAll(companions: ReadonlyMap<string, Uint8Array>): Metadata {
  const notices: Diagnostic[] = [];
  const readWith = <Content extends object>(
    name: RegExp,
    read: (bytes: Uint8Array) => Content | { readonly problem: string },
  ) => {
    const [path = "", bytes] = [...companions].find(([candidate]) => name.test(candidate)) ?? [];
    const content = bytes === undefined ? null : read(bytes);
    if (content === null || !("problem" in content)) return content === null ? null : { ...content, path };
    notices.push(notice("METADATA_UNREADABLE", `'${path}' cannot be read: ${content.problem}`, [path]));
    return null;
  };
  const records = readWith(RECORDS, readRecords);
  const detail = readWith(DETAIL, readDetail);
  const setting = readWith(SETTING, readSetting);
  return { records, detail, setting, notices };
}

function describedBy(plane: PlaneFile, { records, detail }: Metadata): PlaneFile {
  const pixelSizeUm = detail?.pixelSizes.get(plane.channel) ?? null;
  const record = records?.images.get(baseName(plane.path));
  if (record === undefined) return { ...plane, pixelSizeUm };
  const { position, zUm, acquiredAtMs } = record;
  return { ...plane, pixelSizeUm, position, zUm, acquiredAtMs };
}

function noticesAbout(planes: readonly PlaneFile[], { records }: Metadata): readonly Diagnostic[] {
  if (records === null) return [];
  const errors = records.errors.map(({ record: { row, column, field }, text }) => {
    const place = `${wellAt(row, column) ?? "somewhere"}${field === null ? "" : ` site ${field}`}`;
    return `${place}: ${text || "unknown"}`;
  });
  const message = `The microscope reported ${countOf(errors.length, "error")} while imaging`;
  return [
    ...compareListing({ path: records.path, planes, listed: records.images, contradicts }),
    ...(errors.length === 0 ? [] : [notice("ACQUISITION_ERRORS", message, errors)]),
  ];
}

function contradicts(record: ImageRecord, named: PlaneFile): boolean {
  const differs = <Value>(stated: Value | null, own: Value) => stated !== null && stated !== own;
  return (
    differs(wellAt(record.row, record.column), named.well) ||
    differs(record.field, named.site) ||
    differs(record.z, named.zIndex) ||
    differs(record.timepoint, named.timepoint) ||
    differs(record.channel, named.channel)
  );
}

/** Images of other names: corrections, and those that nothing is known of. */
function leftOver(paths: readonly string[], { detail }: Metadata): readonly Diagnostic[] {
  const isCorrection = (path: string) =>
    CORRECTION.test(baseName(path)) || (detail?.corrections.has(baseName(path)) ?? false);
  const corrections = paths.filter(isCorrection);
  const message = `Set aside ${countOf(corrections.length, "correction image")}`;
  return [
    ...(corrections.length === 0 ? [] : [notice("CORRECTIONS_SET_ASIDE", message, corrections)]),
    ...unmatchedNotices(paths.filter((path) => !isCorrection(path))),
  ];
}

function descriptionOf({ detail, setting }: Metadata): PlateDescription {
  return {
    pixelSizePath: detail?.path ?? null,
    ...(setting === null ? {} : { channels: setting.channels }),
    objective: setting?.objective ?? null,
    startedAtMs: detail?.startedAtMs ?? null,
    plateFormat: detail?.plateFormat ?? null,
    announced: {
      wells: setting?.wells ?? [],
      channels: setting?.imaged ?? [],
      sites: detail?.fields ?? null,
      zSteps: detail?.zSteps ?? null,
      timepoints: detail?.timepoints ?? null,
    },
  };
}
