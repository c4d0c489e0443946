import type { ViewedField } from "../../src/index.ts";

interface FieldPickerProps {
  readonly fields: readonly ViewedField[];
  readonly chosen: number | null;
  readonly onChoose: (site: number | null) => void;
}

/** More fields than these are chosen from a list. */
const MOST_BUTTONS = 36;

/** The fields of a well; nothing where there is one. */
export function FieldPicker({ fields, chosen, onChoose }: FieldPickerProps) {
  if (fields.length < 2) return null;
  if (fields.length <= MOST_BUTTONS)
    return (
      <fieldset class="fields">
        <legend>Field</legend>
        {fields.map(({ site }) => (
          <button type="button" key={site} aria-pressed={site === chosen} onClick={() => onChoose(site)}>
            {site}
          </button>
        ))}
      </fieldset>
    );
  return (
    <label class="row">
      Field
      <select value={String(chosen)} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {fields.map(({ site }) => (
          <option key={site} value={String(site)}>
            {site}
          </option>
        ))}
      </select>
      <small>of {fields.length}</small>
    </label>
  );
}
