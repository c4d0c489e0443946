import { parseWellId, plateShape, type WellRecord } from "@ohcs/context";
import { type RecordedRun, type RunDescription, wellContexts } from "@ohcs/records";
import type { ChannelReport, ReportData, UnreadImages, WellReport } from "../report-data.ts";
import type { Unread } from "./picture-reading.ts";
import type { ShownWell } from "./shown-views.ts";

/** The wells in plate order, each with its first context, which reads the source, and all its records. */
export function shownWells({ plan, wells }: RecordedRun): readonly ShownWell[] {
  const shown = new Map<string, { context: ShownWell["context"]; records: WellRecord[] }>();
  for (const [i, context] of wellContexts(plan.plate).entries()) {
    const one = shown.get(context.axisId) ?? { context, records: [] };
    shown.set(context.axisId, one);
    const record = wells[i]?.record ?? null;
    if (record !== null) one.records.push(record);
  }
  return [...shown.values()];
}

/** What was run, on the plate that the wells belong to. */
export function summaryOf(run: RunDescription, shown: readonly ShownWell[]): ReportData["plate"] {
  return {
    id: run.plateId,
    pipeline: run.pipeline,
    status: run.status,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    source: run.source,
    output: run.output,
    ...plateShape(
      shown.map(({ context }) => context.axisId),
      shown[0]?.context.plate.format,
    ),
  };
}

/** What became of each well. */
export function wellReports(states: RunDescription["wells"], shown: readonly ShownWell[]): readonly WellReport[] {
  const began = shown.flatMap(({ records }) => records.map(({ result }) => Date.parse(result.startedAt)));
  const first = began.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return shown.map(({ context: { axisId: well }, records }) => {
    const results = records.map(({ result }) => result);
    const { state, attempts, durationMs } = states[well] ?? { state: "pending", attempts: 0, durationMs: null };
    const error = results.find((result) => result.error !== null)?.error ?? null;
    const [result] = results;
    return {
      well,
      ...parseWellId(well),
      state,
      error: error === null ? null : { code: error.code, message: error.message, remedy: error.remedy },
      attempts,
      durationMs,
      beganMs: result === undefined ? null : Date.parse(result.startedAt) - first,
      worker: result?.worker ?? null,
      peakBytes: result === undefined ? null : Math.max(...results.map(({ peakBytes }) => peakBytes)),
    };
  });
}

/** Images that could not be read, grouped by channel and cause. */
export function unreadImages(
  unread: readonly Unread[],
  wells: readonly WellReport[],
  channels: readonly ChannelReport[],
): readonly UnreadImages[] {
  const all = new Set([...channels.map(({ id }) => id), ...unread.map(({ channel }) => channel)]);
  return [...all].flatMap((channel) => {
    const own = unread.filter((one) => one.channel === channel);
    return [...new Set(own.map(({ code }) => code))].map((code) => {
      const alike = own.filter((one) => one.code === code);
      const names = new Set(alike.map(({ well }) => wells[well]?.well ?? ""));
      return { channel, code, message: alike[0]?.message ?? "", wells: [...names] };
    });
  });
}
