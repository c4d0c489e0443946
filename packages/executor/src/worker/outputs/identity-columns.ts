import type { Cell, PlaneKey, ProcessingContext, Table } from "@ohcs/context";

/**
 * The table with the columns that say whose it is in front: the plate with the acquisition, where it has more than one,
 * and, for a well, the well itself with the coordinates that the group has. Columns that the function gave itself stay
 * as they are.
 */
export function withIdentity(table: Table, context: ProcessingContext, key: PlaneKey): Table {
  const added = Object.entries(identityOf(context, key)).filter(
    ([name, value]) => value !== undefined && !table.columns.includes(name),
  );
  if (added.length === 0) return table;
  const cells = added.map(([, value]) => value ?? null);
  return {
    columns: [...added.map(([name]) => name), ...table.columns],
    rows: table.rows.map((row) => cells.concat(row)),
  };
}

/** The rows of a reduction belong to several wells, or plates, so it says itself to which. */
function identityOf(
  { axis, axisId, plateId, plate }: ProcessingContext,
  { site, timepoint, zIndex, channel }: PlaneKey,
): Readonly<Record<string, Cell | undefined>> {
  if (axis === "batch") return {};
  const acquisition = plate.acquisition ?? undefined;
  if (axis === "plate") return { Metadata_Plate: plateId, Metadata_Acquisition: acquisition };
  return {
    Metadata_Plate: plateId,
    Metadata_Well: axisId,
    Metadata_Site: site,
    Metadata_Timepoint: timepoint,
    Metadata_ZIndex: zIndex,
    Metadata_Channel: channel,
    Metadata_Acquisition: acquisition,
  };
}
