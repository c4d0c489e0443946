import { applyFilter, type FilterOutcome } from "./filter-outcome.ts";

/** Sites by number (`3`, `"3"`), by range (`"1:4"`), or all but some (`"!3"`). */
export function filterSites(sites: readonly number[], filter: readonly (number | string)[]): FilterOutcome<number> {
  return applyFilter(sites, filter.map(String), (part) => {
    const match = /^(\d+)(?::(\d+))?$/.exec(part);
    const from = Number(match?.[1] ?? Number.NaN);
    const to = Number(match?.[2] ?? from);
    return new Set(sites.filter((site) => site >= from && site <= to));
  });
}
