interface ImagePickerProps {
  readonly names: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}

/** The images of the plate, or what steps emit by name; nothing where there is no such thing. */
export function ImagePicker({ names, chosen, onChoose }: ImagePickerProps) {
  if (names.length === 0) return null;
  return (
    <fieldset class="fields">
      <legend>Image</legend>
      {[null, ...names].map((name) => (
        <button type="button" key={name} aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {name ?? "plate"}
        </button>
      ))}
    </fieldset>
  );
}
