import type { PlateReader, SourceFile } from "@ohcs/context";

type Relisting = (files: readonly SourceFile[]) => readonly SourceFile[];

/** The same plate with another listing; files that are no longer listed cannot be read. */
export function relisted(reader: PlateReader, change: Relisting): PlateReader {
  return {
    ...reader,
    list: async (signal) => {
      const { files, notices } = await reader.list(signal);
      return { files: change(files), notices };
    },
  };
}

/** A plate without those files and planes. */
export function without(reader: PlateReader, path: string): PlateReader {
  const { surveyZarr } = reader;
  return {
    ...relisted(reader, (files) => files.filter((file) => file.path !== path)),
    surveyZarr:
      surveyZarr &&
      (async (options) => {
        const reading = await surveyZarr(options);
        const fields = reading.fields.map((field) => ({
          ...field,
          planes: field.planes.filter((plane) => plane.path !== path),
        }));
        return { ...reading, fields };
      }),
  };
}

/** A plate of images only, whose headers state neither pixel size nor description. */
export function silent(reader: PlateReader): PlateReader {
  const { readHeader, surveyZarr } = reader;
  return {
    ...relisted(reader, (files) => files.filter(({ path }) => /\.(?:tiff?|png)$/i.test(path))),
    readHeader:
      readHeader &&
      (async (path, signal) => ({ ...(await readHeader(path, signal)), description: null, pixelSizeUm: null })),
    surveyZarr:
      surveyZarr &&
      (async (options) => {
        const reading = await surveyZarr(options);
        return { ...reading, fields: reading.fields.map((field) => ({ ...field, pixelSizeUm: null })) };
      }),
  };
}

/** Listings in orders other than that of the paths. */
export const OTHER_ORDERS: readonly Relisting[] = [
  (files) => files.toReversed(),
  (files) => [...files.filter((_, i) => i % 2 === 1), ...files.filter((_, i) => i % 2 === 0)],
];

const renamed = (rename: (path: string) => string): Relisting => {
  return (files) => [...files, ...files.slice(0, 3).map((file) => ({ ...file, path: rename(file.path) }))];
};

/** Listings that no correct reader returns. */
export const HOSTILE_LISTINGS: Readonly<Record<string, Relisting>> = {
  "paths that leave the root": renamed((path) => `../${path}`),
  "paths that leave the root further down": renamed((path) => `a/../../${path}`),
  "absolute paths": renamed((path) => `/${path}`),
  "names with NUL": renamed((path) => `${path.slice(0, 1)}\0${path.slice(1)}`),
  "names of 100,000 characters": renamed((path) => `${"x".repeat(100_000)}${path}`),
  "files twice": (files) => [...files, ...files],
  "lengths and times that are no numbers": (files) =>
    files.map((file) => ({ ...file, bytes: Number.NaN, mtimeMs: Number.NaN })),
};
