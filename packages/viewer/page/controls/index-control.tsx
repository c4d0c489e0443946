interface IndexControlProps {
  readonly name: string;
  readonly values: readonly number[];
  readonly value: number | null;
  readonly onChange: (value: number) => void;
}

/** A slider over z planes, or over timepoints; nothing where there is one at most. */
export function IndexControl({ name, values, value, onChange }: IndexControlProps) {
  if (values.length < 2 || value === null) return null;
  return (
    <label class="slider index">
      <span>{name}</span>
      <input
        type="range"
        min={0}
        max={values.length - 1}
        step={1}
        value={values.indexOf(value)}
        aria-valuetext={`${name} ${value}`}
        onInput={(event) => onChange(values[Number(event.currentTarget.value)] ?? value)}
      />
      <output>{value}</output>
    </label>
  );
}
