import type { DiagnosticPlace, PlateManifest } from "@ohcs/context";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import { channelNames, filterChannels } from "../filters/filter-channels.ts";
import { applyFilter, type FilterOutcome } from "../filters/filter-outcome.ts";
import { type Finding, type Findings, nearestHint } from "../findings/findings.ts";
import type { ItemFilter } from "./item.ts";

/** The items that pass the filters of a step; reports names that the plate does not have. */
export function itemFilter(
  { place, spec }: ResolvedStep,
  { images, channels }: PlateManifest,
  findings: Findings,
): ItemFilter {
  const { siteFilter, channelFilter } = spec;
  const sites = siteFilter && filterSites([...new Set(images.map(({ site }) => site))], siteFilter);
  const kept = channelFilter && filterChannels(channels, channelFilter);
  const where = (parameter: string) => ({ step: place, parameter });
  for (const part of sites?.unknown ?? [])
    findings.error(
      unknownPart(
        "SITE_UNKNOWN",
        "site",
        part,
        images.map(({ site }) => String(site)),
        where("siteFilter"),
      ),
    );
  for (const part of kept?.unknown ?? [])
    findings.error(unknownPart("CHANNEL_UNKNOWN", "channel", part, channelNames(channels), where("channelFilter")));
  return { sites: setOf(sites), channels: setOf(kept) };
}

/** A filter with unknown names is not applied, so that there are no follow-up problems. */
function setOf<Value>(outcome: FilterOutcome<Value> | undefined): ReadonlySet<Value> | null {
  return outcome === undefined || outcome.unknown.length > 0 ? null : new Set(outcome.kept);
}

function unknownPart(
  code: "SITE_UNKNOWN" | "CHANNEL_UNKNOWN",
  what: string,
  part: string,
  known: readonly string[],
  where: DiagnosticPlace,
): Finding {
  return {
    code,
    message: `Cannot select ${what} '${part}': the plate has no such ${what}`,
    where,
    expected: `a ${what} of the plate`,
    got: `'${part}'`,
    hint: nearestHint(part.replace(/^!/, ""), known),
  };
}

/** Sites by number (`3`, `"3"`), by range (`"1:4"`), or all but some (`"!3"`). */
export function filterSites(sites: readonly number[], filter: readonly (number | string)[]): FilterOutcome<number> {
  return applyFilter(sites, filter.map(String), (part) => {
    const match = /^(\d+)(?::(\d+))?$/.exec(part);
    const from = Number(match?.[1] ?? Number.NaN);
    const to = Number(match?.[2] ?? from);
    return new Set(sites.filter((site) => site >= from && site <= to));
  });
}
