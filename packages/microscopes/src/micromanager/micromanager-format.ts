import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { refuseSeveral } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { agreed, baseName, folderOf, isImagePath, type PlaneFile } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";
import { earliestOf } from "../text/read-xml.ts";
import { placeByLabel } from "./hcs-label.ts";
import { type FrameFacts, type PositionFacts, readMetadata } from "./read-metadata.ts";

/** `img_000000000_DAPI_000.tif` of version 1.4: time, channel, z. */
const OLD = /^img_(?<t>\d{9})_(?<ch>.{0,100})_(?<z>\d{3,6})\.tif$/;
/** `img_channel000_position000_time000000000_z000.tif` of version 2. */
const NEW = /^img_channel(?<ch>\d{3})_position\d{3,6}_time(?<t>\d{9})_z(?<z>\d{3,6})\.tif$/;
const METADATA = /(?:^|\/)metadata\.txt$/;

/** Plates of Micro-Manager: a folder for each site of the HCS plugin, `A1-Site_0/`, with single images. */
export const microManagerFormat: MicroscopeFormat = {
  name: "microManager",
  version: "1.0.0",
  summary: "Micro-Manager: folders A1-Site_0 of the HCS site generator, with metadata.txt",
  recognizes: (paths) => {
    const images = paths.filter(isImagePath);
    return (
      images.filter((path) => planeOf({ path, bytes: 0, mtimeMs: 0 }) !== null).length / Math.max(1, images.length)
    );
  },
  companions: (paths) => paths.filter((path) => METADATA.test(path) && placeByLabel(baseName(folderOf(path))) !== null),
  read: (files, companions) => {
    const facts = new Map([...companions].map(([path, bytes]) => [folderOf(path), readMetadata(bytes)]));
    const damaged = [...companions.keys()].filter((path) => facts.get(folderOf(path)) === null);
    const images = files.filter(({ path }) => isImagePath(path));
    const planes = images
      .flatMap((file) => planeOf(file) ?? [])
      .map((plane) => describedBy(plane, facts.get(folderOf(plane.path))));
    refuseSeveral(
      planes.map(({ path }) => folderOf(folderOf(path))),
      "acquisitions",
    );
    const unmatched = images.filter((file) => planeOf(file) === null).map(({ path }) => path);
    const message = (n: (noun: string) => string) => `${n("metadata file")} cannot be read, such as '${damaged[0]}'`;
    return {
      planes,
      description: describe([...facts.values()].filter((one) => one !== null)),
      notices: [...noticesAbout("METADATA_UNREADABLE", damaged, message), ...unmatchedNotices(unmatched)],
    };
  },
};

function planeOf(file: { readonly path: string; readonly bytes: number; readonly mtimeMs: number }): PlaneFile | null {
  const name = baseName(file.path);
  const groups = (NEW.exec(name) ?? OLD.exec(name))?.groups;
  const place = placeByLabel(baseName(folderOf(file.path)));
  if (groups === undefined || place === null) return null;
  const channel = (groups.ch ?? "").replace(/^0+(?=\d)/, "");
  return {
    ...file,
    ...place,
    channel: channel === "" ? "1" : channel,
    zIndex: Number(groups.z),
    timepoint: Number(groups.t),
    page: 0,
  };
}

function describedBy(plane: PlaneFile, facts: PositionFacts | null | undefined): PlaneFile {
  const frame: FrameFacts | undefined = facts?.frames.get(baseName(plane.path));
  const name = frame?.channel ?? facts?.channels[Number(plane.channel)] ?? null;
  return {
    ...plane,
    position: frame?.position ?? null,
    zUm: frame?.zUm ?? null,
    pixelSizeUm: frame?.pixelSizeUm ?? facts?.pixelSizeUm ?? null,
    channelName: name,
    exposureMs: frame?.exposureMs ?? null,
    acquiredAt: frame?.acquiredAt ?? null,
  };
}

function describe(facts: readonly PositionFacts[]) {
  const zStepUm = agreed(facts.map((one) => one.zStepUm));
  const intervalS = agreed(facts.map((one) => one.intervalS));
  const starts = facts.flatMap(({ startedAt }) => startedAt ?? []);
  return {
    startedAt: earliestOf(starts),
    ...(zStepUm === null ? {} : { zStepUm }),
    ...(intervalS === null ? {} : { intervalS }),
  };
}
