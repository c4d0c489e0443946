import { expect, test } from "vitest";
import type { ReportData } from "./report-data.ts";
import { reportPage } from "./report-page.ts";

const hostile = `</script><script>alert("1")</script><b title='&'>`;

const data: ReportData = {
  specVersion: 1,
  plate: {
    id: hostile,
    pipeline: hostile,
    status: "complete",
    startedAt: "2026-01-01T00:00:00Z",
    durationMs: 1,
    source: "",
    output: "",
    rows: 2,
    columns: 3,
  },
  wells: [],
  channels: [],
  views: [],
  sheets: [],
  unread: [],
  objects: null,
  tables: [{ name: "wells", by: null, columns: [hostile], rows: [[hostile]] }],
  steps: [],
  notices: [],
  exclusions: [],
  provenance: {},
  receipt: null,
  methods: hostile,
};
const assets = { script: `const end = "</script>";`, style: "b{}" };

test("texts of a run are data of the page, never markup", () => {
  const page = reportPage(data, assets);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page).not.toContain("<b ");
  const [, json = ""] = /<script type="application\/json" id="data">(.*)<\/script>\n/.exec(page) ?? [];
  expect(JSON.parse(json)).toEqual(data);
});

test("a page may load nothing", () => {
  const page = reportPage(data, assets);
  expect(page).toContain("default-src 'none'");
  expect(page.replace(/<script.*<\/script>/gs, "")).not.toMatch(/\b(src|href)=/);
});
