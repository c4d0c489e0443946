import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustHaveSwiftShader } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { violations } from "./browser-page.ts";
import { figuresPipeline } from "./figures-pipeline.ts";
import { FLAWED, flawedPlate, stitchedPlate } from "./flawed-plate.ts";
import { ReportPage } from "./report-page.ts";
import { runOhcs } from "./run-ohcs.ts";

if (!mustHaveSwiftShader)
  process.stderr.write("NO TESTS OF THE REPORT'S PAGE: its browser is @sparticuz/chromium, for Linux on x64\n");

describe.runIf(mustHaveSwiftShader)("a report, opened from disk in Chromium", () => {
  let folder: string;
  let report: ReportPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ohcs-report-"));
    await flawedPlate(folder);
    await stitchedPlate(folder);
    report = await ReportPage.launch();
  });
  afterAll(async () => {
    await report?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => report.open(folder, "out", "report.html"));

  /** Which well is looked at, and what is said of it. */
  const looked = () => report.texts(".panel h3, .panel p.good, .panel p.bad, .panel b");
  const standsOut = async (well: string) =>
    (await report.texts("section tr")).find((row) => row.startsWith(well)) ?? "";

  test("shows the failing well, its cause and what to do without a click", async () => {
    expect((await report.texts("section:first-of-type tbody tr"))[0]).toMatch(/^IMAGE_TRUNCATED1A02/);
    expect(await looked()).toEqual(expect.arrayContaining([FLAWED.failing, "IMAGE_TRUNCATED"]));
    await report.keep("report-failing");
  });

  test("leads to the dim well by one click, and to the plate in the colours of that column by a second", async () => {
    expect(await standsOut(FLAWED.dim)).toContain("dim");
    await report.click("button.link", FLAWED.dim);
    expect((await looked())[0]).toBe(FLAWED.dim);
    await report.click("button.link", "Mean_DAPI");
    expect(await report.texts("option:checked")).toContain("Mean_DAPI");
    await report.keep("report-dim");
  });

  test("leads to the well that is out of focus by one click", async () => {
    expect(await standsOut(FLAWED.blurred)).toContain("out of focus");
    await report.click("button.link", FLAWED.blurred);
    expect((await looked())[0]).toBe(FLAWED.blurred);
    await report.keep("report-blurred");
  });

  test("names the channel in which nuclei were found, and shows that their outlines are not those of the nuclei", async () => {
    expect((await report.texts("label.line"))[0]).toBe("Outlines: nuclei, found in DAPI (1)");
    await report.open(folder, "mistaken", "report.html");
    expect((await report.texts("h1 + p"))[0]).toBe("measure: partial, nuclei found in GFP (2)");
    expect((await report.texts("section tbody tr")).join("\n")).toMatch(/^CHANNEL_/m);
    expect((await report.texts("label.line"))[0]).toBe("Outlines: nuclei, found in GFP (2)");
    await report.page.evaluate(`document.querySelector('.well[aria-label^="A03"]').click()`);
    expect((await looked())[0]).toBe("A03");
    await report.keep("report-mistaken");
  });

  test("shows which well was not stitched, seam by seam, and leads to it by one click", async () => {
    await report.open(folder, "stitched", "out", "report.html");
    const seams = await report.texts("section[aria-labelledby=stitching] tbody tr");
    expect(seams).toHaveLength(4);
    for (const seam of seams) expect(seam).toContain(FLAWED.mixedUp);
    await report.page.evaluate(`document.querySelector("#stitching").scrollIntoView()`);
    await report.page.waitForFunction(`document.querySelectorAll("[data-part=stitching] .plate").length === 4`);
    expect(await violations(report.page)).toEqual([]);
    await report.keep("report-stitching");
    await report.page.evaluate(
      `document.querySelector('[data-part=stitching] .well[aria-label^="${FLAWED.mixedUp}"]').click()`,
    );
    expect((await looked())[0]).toBe(FLAWED.mixedUp);
    expect(await report.texts(".panel summary")).toContain("Seams");
  });

  test("shows focus and saturation of every channel as small plates, where they are looked at and in print", async () => {
    expect(await report.texts("[data-part=focus] h3")).toEqual([]);
    await report.page.evaluate(`window.dispatchEvent(new Event("beforeprint"))`);
    const titles = (await report.texts("[data-part=focus] h3")).map((title) => title.split(" ")[0]);
    expect(titles).toEqual(["Sharpness_DAPI", "Sharpness_GFP", "PercentMaximal_DAPI", "PercentMaximal_GFP"]);
    await report.page.evaluate(`document.querySelector("#focus-and-saturation").scrollIntoView()`);
    await report.keep("report-focus");
  });

  test("shows what steps emit by name, in its colours: over the plate by one choice, which the well follows", async () => {
    await writeFile(join(folder, "figures.yaml"), figuresPipeline(false));
    await runOhcs(folder, ["run", "plate", "-p", "figures.yaml", "-o", "pictures/out"], undefined, {
      OHCS_REPORT: "true",
    });
    await report.open(folder, "pictures", "out", "report.html");
    const overlay = await report.page.evaluate<string>(
      `[...document.querySelectorAll("option")].find((one) => one.textContent === "overlay").value`,
    );
    await report.page.select(".controls select", overlay);
    await report.click(".panel h3", FLAWED.failing);
    await report.page.evaluate(`document.querySelector('.well[aria-label^="A03"]').click()`);
    expect(await report.texts(".panel figcaption")).toEqual(["overlay"]);
    await report.keep("report-overlay");
    const yellow = `(() => {
      const canvas = document.querySelector(".picture canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] > 150 && data[i + 1] > 150 && data[i + 2] < 120) count++;
      return count;
    })()`;
    expect(await report.page.evaluate<number>(yellow)).toBeGreaterThan(50);
    expect(await violations(report.page)).toEqual([]);
  });

  test("walks the wells by keys, and names to screen readers what they show", async () => {
    const counts = await report.page.evaluate<string>(
      `[...document.querySelectorAll("option")].find((one) => one.textContent === "Count_Nuclei").value`,
    );
    await report.page.select(".controls select", counts);
    const labels = await report.page.evaluate<string[]>(
      `[...document.querySelectorAll(".well")].map((one) => one.ariaLabel)`,
    );
    expect(labels[1]).toBe("A02: error (IMAGE_TRUNCATED)");
    expect(labels[2]).toMatch(/^A03: \d+$/);
    await report.page.focus(".well[aria-pressed=true]");
    await report.page.keyboard.press("ArrowRight");
    expect((await looked())[0]).toBe("A03");
    await report.page.keyboard.press("ArrowDown");
    expect((await looked())[0]).toBe("B03");
  });

  test("selects an object by its crop, frames it in every channel, and finds it again from the picture", async () => {
    await report.page.evaluate(`document.querySelector('.well[aria-label^="A03"]').click()`);
    await report.page.evaluate(`document.querySelectorAll(".crop")[1].click()`);
    const frames = `[...document.querySelectorAll(".frame")].map((one) => [one.hidden, one.style.left])`;
    const [first, second] = await report.page.evaluate<[boolean, string][]>(frames);
    expect(first?.[0]).toBe(false);
    expect(second).toEqual(first);
    await report.page.evaluate(`(() => {
      const frame = document.querySelector(".frame").getBoundingClientRect();
      document.querySelector(".crop").click();
      const canvas = document.querySelector(".picture canvas");
      const place = canvas.getBoundingClientRect();
      const [clientX, clientY] = [(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2];
      canvas.dispatchEvent(new MouseEvent("click", { clientX, clientY, bubbles: true }));
    })()`);
    const pressed = `[...document.querySelectorAll(".crop")].findIndex((one) => one.ariaPressed === "true")`;
    expect(await report.page.evaluate<number>(pressed)).toBe(1);
    const isDrawn = `[...document.querySelectorAll(".crop canvas")].every((one) => one.width !== 44)`;
    expect(await report.page.evaluate<boolean>(isDrawn)).toBe(true);
  });

  test.each(["light", "dark"])("has no violation of what axe checks, in %s and in print", async (scheme) => {
    await report.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await report.page.evaluate(`document.querySelector('.well[aria-label^="A03"]').click()`);
    expect(await violations(report.page)).toEqual([]);
    await report.keep(`report-${scheme}`, true);
    await report.page.emulateMediaType("print");
    expect(await violations(report.page)).toEqual([]);
    await report.page.emulateMediaType("screen");
  });

  test.each(["light", "dark"])(
    "shows both runs on one page, their controls side by side, without violations in %s",
    async (scheme) => {
      await runOhcs(folder, ["report", "."]);
      await report.open(folder, "plates.html");
      await report.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      expect(await report.texts("td:first-child, tbody th a")).toEqual(["plate", "plate"]);
      const controls = await report.texts(".row figcaption");
      expect(controls.filter((text) => text === "negative, DAPI, A01")).toHaveLength(2);
      expect(await violations(report.page)).toEqual([]);
      await report.keep(`report-plates-${scheme}`, true);
      await report.click("a", "plate");
      await report.page.waitForFunction(`document.querySelector(".panel h3") !== null`);
    },
  );

  test("fits a window of 500 px: only tables scroll sideways", async () => {
    await report.page.setViewport({ width: 500, height: 900 });
    expect(await report.page.evaluate("document.documentElement.scrollWidth")).toBe(500);
    await report.page.setViewport({ width: 1400, height: 1000 });
  });

  test("loads nothing else, and says nothing on the console", () => {
    expect(report.requests.every((url) => url.startsWith("file:") && /\/(report|plates)\.html$/.test(url))).toBe(true);
    expect(report.complaints).toEqual([]);
  });
});
