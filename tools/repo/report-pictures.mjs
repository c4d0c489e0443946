// The pictures of a report in README.md: a plate is made, run, and opened in the browser of the deep tests (npm run setup -- --deep).
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const inRepository = (path) => fileURLToPath(new URL(path, root));
const { resolve } = createRequire(inRepository("apps/cli/package.json"));
const { headlessChromium } = await import(resolve("@ohcs/testkit/gpu-drivers"));
const { default: puppeteer } = await import(pathToFileURL(resolve("puppeteer-core")).href);

const folder = mkdtempSync(join(tmpdir(), "ohcs-pictures-"));
const ohcs = (...argv) => {
  try {
    execFileSync(process.execPath, [inRepository("apps/cli/dist/ohcs.js"), ...argv], { cwd: folder, stdio: "ignore" });
  } catch (error) {
    // A well fails, as it is to be seen.
    if (error.status !== 3) throw error;
  }
};
try {
  const shape = ["--plate", "96", "--wells", "96", "--grid", "1x1", "--tile", "256x256", "--z", "1"];
  ohcs("synth", ".", "--name", "plate", ...shape, "--channels", "2", "--cells", "30", "--seed", "11");
  const images = readdirSync(join(folder, "plate"), { recursive: true }).filter((path) => path.includes("_C05_"));
  truncateSync(join(folder, "plate", images.toSorted()[0]), 200);
  const run = "run plate -p preset:measure --channel nuclei=1,reporter=2 --plate-map plate-map.csv -o out";
  ohcs(...run.split(" "));
  const browser = await puppeteer.launch(headlessChromium());
  const page = await browser.newPage();
  await page.setViewport({ width: 1400, height: 900 });
  await page.goto(pathToFileURL(join(folder, "out", "report.html")).href);
  const keep = async (name, script) => {
    await page.evaluate(script);
    await page.waitForFunction(
      `[...document.querySelectorAll(".picture canvas")].every((one) => "drawn" in one.dataset)`,
    );
    await page.screenshot({ path: inRepository(`docs/images/${name}.webp`), type: "webp", quality: 60 });
  };
  await page.waitForFunction(`document.documentElement.style.length > 0`);
  await keep("report-opening", "scrollTo(0, 0)");
  await keep(
    "report-plate",
    `document.querySelector('.well[aria-label^="B07"]').click(); document.querySelector(".split").scrollIntoView()`,
  );
  await browser.close();
} finally {
  rmSync(folder, { recursive: true });
}
