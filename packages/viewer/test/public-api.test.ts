import { expect, test } from "vitest";
import * as disk from "../src/disk/index.ts";
import * as viewer from "../src/index.ts";

test("the package exports these names", () => {
  expect(Object.keys(viewer).sort()).toMatchInlineSnapshot(`
    [
      "channelColor",
      "lengthText",
      "levelsFor",
      "rgbOf",
      "roundLength",
      "viewerErrors",
    ]
  `);
  expect(Object.keys(disk).sort()).toMatchInlineSnapshot(`
    [
      "channelThumbnails",
      "contactSheet",
      "encodePng",
      "isLoopback",
      "runImages",
      "serveViewer",
      "sourceImages",
      "viewerPage",
      "writeFigures",
    ]
  `);
});
