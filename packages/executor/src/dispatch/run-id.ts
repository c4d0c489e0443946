/** A name for a run that sorts by time: `20260131T120000-1a2b3c`. */
export function newRunId(now = new Date()): string {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+Z$/g, "");
  return `${time}-${crypto.randomUUID().slice(0, 6)}`;
}
