import type { Diagnostic } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { companionsNamed, fractionNamed, readByName, refuseSeveralFolders } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { wellAt } from "../grammar/well-at.ts";
import { type CompanionReading, compareListing, readCompanion, type StatedPlace } from "../manifest/compare-listing.ts";
import { baseName, type PlaneFile, type PlateDescription } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";
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
  readonly records: CompanionReading<MeasurementRecords>["content"];
  readonly detail: CompanionReading<MeasurementDetail>["content"];
  readonly setting: CompanionReading<MeasurementSetting>["content"];
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
    const metadata = readAll(companions);
    const { records, detail } = metadata;
    const { planes, unmatched } = readByName(files, NAME, {
      factsOf: (name, { channel }) => {
        const { position = null, zUm = null, acquiredAt = null } = records?.images.get(name) ?? {};
        return { position, zUm, acquiredAt, pixelSizeUm: detail?.pixelSizes.get(channel) ?? null };
      },
    });
    refuseSeveralFolders(planes);
    return {
      planes,
      notices: [...metadata.notices, ...noticesOf(planes, metadata), ...leftOver(unmatched, metadata)],
      description: descriptionOf(metadata),
    };
  },
};

function readAll(companions: ReadonlyMap<string, Uint8Array>): Metadata {
  const records = readCompanion(companions, RECORDS, readRecords);
  const detail = readCompanion(companions, DETAIL, readDetail);
  const setting = readCompanion(companions, SETTING, readSetting);
  return {
    records: records.content,
    detail: detail.content,
    setting: setting.content,
    notices: [...records.notices, ...detail.notices, ...setting.notices],
  };
}

function noticesOf(planes: readonly PlaneFile[], { records }: Metadata): readonly Diagnostic[] {
  if (records === null) return [];
  const errors = records.errors.map(({ record: { row, column, field }, text }) => {
    const place = `${wellAt(row, column) ?? "somewhere"}${field === null ? "" : ` site ${field}`}`;
    return `${place}: ${text || "unknown"}`;
  });
  return [
    ...compareListing(records.path, planes, records.images, placeOf),
    ...noticesAbout("ACQUISITION_ERRORS", errors, (n) => `The microscope reported ${n("error")} while imaging`),
  ];
}

function placeOf({ row, column, field, z, timepoint, channel }: ImageRecord): StatedPlace {
  return { well: wellAt(row, column), site: field, zIndex: z, timepoint, channel };
}

/** Images of other names: corrections, and those that nothing is known of. */
function leftOver(paths: readonly string[], { detail }: Metadata): readonly Diagnostic[] {
  const isCorrection = (path: string) =>
    CORRECTION.test(baseName(path)) || (detail?.corrections.has(baseName(path)) ?? false);
  return [
    ...noticesAbout("CORRECTIONS_SET_ASIDE", paths.filter(isCorrection), (n) => `Set aside ${n("correction image")}`),
    ...unmatchedNotices(paths.filter((path) => !isCorrection(path))),
  ];
}

function descriptionOf({ records, detail, setting }: Metadata): PlateDescription {
  return {
    path: detail?.path ?? null,
    paths: { channelName: setting?.path, objective: setting?.path, position: records?.path },
    ...(setting === null ? {} : { channels: setting.channels }),
    objective: setting?.objective ?? null,
    startedAt: detail?.startedAt ?? null,
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
