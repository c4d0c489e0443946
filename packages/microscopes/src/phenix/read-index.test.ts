import { expect, test } from "vitest";
import { type PhenixIndex, readIndex } from "./read-index.ts";

const PROFILE = "{Coefficients: [[1.1], [-0.01, 0.03]], Dims: [1080, 1080], Origin: [539.5, 539.5], Scale: [0.5, 0.5]";
const FLAT = `{Background: {Character: NonFlat, Mean: 373.7, Profile: ${PROFILE}, Type: Polynomial}, Quality: 1.0}, Channel: 1, ChannelName: FITC, Foreground: {Character: Flat}, Version: Acapella:2013}`;

const image = (...fields: readonly string[]) => `<Image Version="1">${fields.join("")}</Image>`;
const PLACE = '<PositionX Unit="m">-0.000645814</PositionX><PositionY Unit="m">0.000645814</PositionY>';
const COORDINATES = "<Row>3</Row><Col>5</Col><FieldID>1</FieldID><PlaneID>2</PlaneID><TimepointID>0</TimepointID>";
const CHANNEL = [
  "<ChannelName>Fluorescein (FITC)</ChannelName>",
  '<ImageResolutionX Unit="m">1.1959521619135234E-06</ImageResolutionX>',
  '<ImageResolutionY Unit="m">1.1959521619135234E-06</ImageResolutionY>',
  '<MainExcitationWavelength Unit="nm">475</MainExcitationWavelength>',
  '<MainEmissionWavelength Unit="nm">525</MainEmissionWavelength>',
  '<ObjectiveMagnification Unit="">10</ObjectiveMagnification><ObjectiveNA Unit="">0.3</ObjectiveNA>',
  '<ExposureTime Unit="s">0.006</ExposureTime>',
].join("");

const index = (namespace: string, maps: string, images: string) =>
  `\ufeff<?xml version="1.0" encoding="utf-8"?><EvaluationInputData xmlns="${namespace}" Version="1"><Plates><Plate>
  <MeasurementStartTime>2022-12-19T10:18:52.2439831+01:00</MeasurementStartTime><PlateRows>16</PlateRows>
  <PlateColumns>24</PlateColumns><Well id="0305" /><Well id="0306" /></Plate></Plates>
  <Wells><Well><id>0305</id><Image id="0305K1F1P1R1" /></Well></Wells><Maps><Map>${maps}</Map></Maps>
  <Images>${images}</Images></EvaluationInputData>`;

const HARMONY5 = index(
  "http://www.perkinelmer.com/PEHH/HarmonyV5",
  `<Entry ChannelID="1"><FlatfieldProfile>${FLAT}</FlatfieldProfile></Entry>`,
  image(
    "<URL>r03c05f01p02-ch1sk1fk1fl1.tiff</URL>",
    `${COORDINATES}<ChannelID>1</ChannelID>${CHANNEL}${PLACE}<PositionZ Unit="m">2E-05</PositionZ>`,
    "<AbsTime>2022-12-19T10:19:26.58+01:00</AbsTime>",
  ),
);
const HARMONY6 = index(
  "http://www.perkinelmer.com/PEHH/HarmonyV6",
  `<Entry ChannelID="1">${CHANNEL}</Entry></Map><Map><Entry ChannelID="1"><FlatfieldProfile>${FLAT}</FlatfieldProfile></Entry>`,
  image(
    String.raw`<URL>Images\r03c05f01p02-ch1sk1fk1fl1.tiff</URL>`,
    `${COORDINATES}<ChannelID>1</ChannelID>${PLACE}<PositionZ Unit="m">2E-05</PositionZ>`,
    "<AbsTime>2022-12-19T10:19:26.58+01:00</AbsTime>",
  ),
);

const read = (text: string): PhenixIndex => {
  const said = readIndex(new TextEncoder().encode(text));
  return "problem" in said ? expect.fail(said.problem) : said;
};

test.each([
  ["5, which repeats everything in every image", HARMONY5],
  ["6, which states once what is equal for a channel", HARMONY6],
  [
    "7, of another namespace",
    HARMONY6.replace(/xmlns="[^"]+"/, 'xmlns="43B2A954-E3C3-47E1-B392-6635266B0DD3/HarmonyV7"'),
  ],
])("readIndex() reads an index of Harmony %s", (_, text) => {
  const { images, channels, ...plate } = read(text);
  expect([...images]).toEqual([
    [
      "r03c05f01p02-ch1sk1fk1fl1.tiff",
      {
        ...{ row: 3, column: 5, field: 1, plane: 2, channel: "1" },
        position: { xUm: -645.814, yUm: -645.814 },
        ...{ zUm: 20, acquiredAt: "2022-12-19T10:19:26.58+01:00", pixelSizeUm: 1.19595216191 },
      },
    ],
  ]);
  const flatfield = {
    coefficients: [[1.1], [-0.01, 0.03]],
    size: [1080, 1080],
    origin: [539.5, 539.5],
    scale: [0.5, 0.5],
  };
  expect([...channels]).toEqual([
    [
      "1",
      {
        ...{ name: "Fluorescein (FITC)", excitationNm: 475, emissionNm: 525, exposureMs: 6 },
        flatfields: [{ of: "background", ...flatfield }],
      },
    ],
  ]);
  expect(plate).toEqual({
    wells: [
      [3, 5],
      [3, 6],
    ],
    plateFormat: { rows: 16, columns: 24 },
    objective: { name: null, magnification: 10, numericalAperture: 0.3 },
    startedAt: "2022-12-19T10:18:52.2439831+01:00",
  });
});

test("lengths in an unknown unit, pixels that are not square and damaged numbers are unknown, never guessed", () => {
  const { images } = read(
    HARMONY5.replace('<PositionX Unit="m">', '<PositionX Unit="furlong">')
      .replace("<FieldID>1", "<FieldID>one")
      .replace('Y Unit="m">1.19', 'Y Unit="m">1.29'),
  );
  expect([...images.values()][0]).toMatchObject({ position: null, field: null, pixelSizeUm: null });
});

test("an index without images, and other XML, are distinguished", () => {
  expect(read(index("x", "", "")).images.size).toBe(0);
  expect(readIndex(new TextEncoder().encode("<OME/>"))).toEqual({ problem: "it is a 'OME', not an index" });
  expect(readIndex(new TextEncoder().encode(HARMONY5.slice(0, 500)))).toMatchObject({ problem: expect.any(String) });
});
