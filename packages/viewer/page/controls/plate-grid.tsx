import type { ViewedPlate } from "../../src/index.ts";

interface PlateGridProps {
  readonly plate: ViewedPlate;
  readonly chosen: string;
  readonly onChoose: (well: string) => void;
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The wells in their places; arrow keys go to the next well with images. */
export function PlateGrid({ plate, chosen, onChoose }: PlateGridProps) {
  const { rows, columns, wells } = plate;
  const places = new Map(wells.map((one) => [one.row * columns + one.column, one.well]));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const from = wells.find(({ well }) => well === chosen);
    if (step === undefined || from === undefined) return;
    event.preventDefault();
    const found = nextWell(plate, from.row, from.column, step);
    if (found === null) return;
    onChoose(found);
    document.getElementById(`well-${found}`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of buttons, which no element is
    <div class="plate" role="group" aria-label="Wells" style={{ "--columns": columns }} onKeyDown={onKeyDown}>
      <span />
      {Array.from({ length: columns }, (_, column) => (
        <span key={column} class="head">
          {column + 1}
        </span>
      ))}
      {Array.from({ length: rows }, (_, row) => [
        <span key={`row-${row}`} class="head">
          {rowName(row)}
        </span>,
        ...Array.from({ length: columns }, (_, column) => {
          const well = places.get(row * columns + column);
          if (well === undefined) return <span key={column} class="well" />;
          return (
            <button
              type="button"
              key={column}
              id={`well-${well}`}
              class="well"
              title={well}
              aria-label={well}
              aria-pressed={well === chosen}
              tabIndex={well === chosen ? 0 : -1}
              onClick={() => onChoose(well)}
            />
          );
        }),
      ])}
    </div>
  );
}

function nextWell(
  { wells, rows, columns }: ViewedPlate,
  row: number,
  column: number,
  [down, right]: readonly [number, number],
) {
  for (let y = row + down, x = column + right; y >= 0 && y < rows && x >= 0 && x < columns; y += down, x += right) {
    const found = wells.find((one) => one.row === y && one.column === x);
    if (found !== undefined) return found.well;
  }
  return null;
}

function rowName(row: number): string {
  return `${row < 26 ? "" : "A"}${String.fromCharCode(65 + (row % 26))}`;
}
