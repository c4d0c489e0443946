import { formatPlaneKey, type PlaneKey } from "@ohcs/context";
import { ANY_KEY, type ResolvedStep } from "../draft/resolved-step.ts";
import type { GroupedStep, ItemGroup, LinkedInput, LinkedStep } from "../draft/selection.ts";
import type { Finding } from "../findings/findings.ts";
import { returnsImage } from "../functions/chain-image.ts";
import { type FormedGroup, formGroups } from "./form-groups.ts";
import { componentsOf, type Item, type ItemFilter, inputItems, pickComponents } from "./item.ts";
import { stackedComponents } from "./stacked-components.ts";

/** The chain for a group, and the value that selects it; `absent` if the group has no such value. */
type PatternChoice =
  | { readonly kind: "chain" | "pass" | "drop" | "unlisted"; readonly value: string }
  | { readonly kind: "absent" };

/** A step with its groups, their distinguishing values, and problems in wells of this structure. */
interface GroupingOutcome {
  readonly step: GroupedStep;
  readonly values: ReadonlySet<string>;
  /** Each with the groups it concerns as examples. */
  readonly problems: readonly Finding[];
}

/** Forms the groups of a step from the items of its inputs. `itemsOf` returns the items of a link. */
export function groupStep(
  linked: LinkedStep,
  filter: ItemFilter,
  itemsOf: (link: LinkedInput) => readonly Item[],
): GroupingOutcome {
  const inputs = new Map(linked.inputs.map((input) => [input.name, inputItems(input, itemsOf(input), filter)]));
  const { stacked, problems } = linked.isActive
    ? stackedComponents(linked, componentsOf([...inputs.values()].flat()))
    : { stacked: [], problems: [] };
  const builder = new GroupBuilder(linked, stacked);
  const groups = formGroups(inputs, stacked).flatMap((formed) => builder.build(formed));
  const empty = linked.isActive && linked.isIntact && [...inputs.values()].every((items) => items.length === 0);
  return {
    step: { ...linked, stacked, groups },
    values: builder.values,
    problems: [...problems, ...builder.problems(), ...(empty ? [selectionEmpty(linked)] : [])],
  };
}

class GroupBuilder {
  readonly values = new Set<string>();
  readonly #linked: LinkedStep;
  readonly #stacked: GroupedStep["stacked"];
  readonly #fixedChannel: string | null;
  readonly #unlisted = new Map<string, string[]>();
  readonly #lacking = new Map<string, string[]>();
  readonly #absent: string[] = [];

  constructor(linked: LinkedStep, stacked: GroupedStep["stacked"]) {
    this.#linked = linked;
    this.#stacked = stacked;
    this.#fixedChannel = fixedChannel(linked.inputs);
  }

  build(formed: FormedGroup): readonly ItemGroup[] {
    const choice = choosePattern(this.#linked.step, this.#imageKey(formed.coordinates));
    const name = formatPlaneKey(formed.coordinates);
    if (choice.kind === "absent") this.#absent.push(name);
    else this.values.add(choice.value);
    if (choice.kind === "unlisted") collect(this.#unlisted, choice.value, name);
    if (choice.kind === "drop") return [];
    const inputs = this.#inputsOf(formed, choice.kind === "pass");
    if (inputs === null) return [];
    const pattern = this.#patternOf(choice);
    return [{ coordinates: formed.coordinates, pattern, inputs, pass: 0, images: this.#imagesOf(formed, pattern) }];
  }

  /** If the choice is invalid any chain is taken, so that there are no follow-up problems. */
  #patternOf(choice: PatternChoice): string | null {
    if (choice.kind === "chain") return choice.value;
    const [first = null] = this.#linked.step.chains.keys();
    return choice.kind === "pass" ? null : first;
  }

  problems(): readonly Finding[] {
    const { step, isIntact } = this.#linked;
    if (!isIntact) return [];
    return [
      ...(this.#absent.length === 0 ? [] : [groupByAbsent(this.#linked, this.#absent)]),
      ...[...this.#unlisted].map(([value, groups]) => unlisted(step, value, groups)),
      ...[...this.#lacking].map(([input, groups]) => lacking(step, input, groups)),
    ];
  }

  /** Indexes by input; null if the group is dropped because it lacks an input. */
  #inputsOf({ coordinates, items }: FormedGroup, isPass: boolean): ItemGroup["inputs"] | null {
    const { step, inputs } = this.#linked;
    const needed = isPass ? inputs.filter(({ name }) => name === "image") : inputs;
    const found = new Map<string, readonly number[]>();
    for (const { name } of needed) {
      const indexes = (items.get(name) ?? []).map(({ index }) => index);
      if (indexes.length > 0) found.set(name, indexes);
      else if (step.onMissing === "skip") return null;
      else collect(this.#lacking, name, formatPlaneKey(coordinates));
    }
    return found.size === 0 ? null : found;
  }

  #imagesOf({ coordinates, items }: FormedGroup, pattern: string | null): readonly PlaneKey[] {
    const calls = pattern === null ? [] : (this.#linked.step.chains.get(pattern) ?? []);
    if (!returnsImage(calls)) return [];
    const isProjected = calls.some(({ declaration }) => declaration.contract === "volumeToSlice");
    if (isProjected) return [this.#imageKey(coordinates)];
    const main = this.#linked.inputs.find(({ name }) => name === "image") ?? this.#linked.inputs.find(isImage);
    const planes = main === undefined ? [] : (items.get(main.name) ?? []);
    const isStacked = (item: Item) => pickComponents(item.coordinates, (one) => this.#stacked.includes(one));
    return planes.map((item) => this.#imageKey({ ...coordinates, ...isStacked(item) }));
  }

  /** The key of an image: with the channel that all image inputs were taken from. */
  #imageKey(key: PlaneKey): PlaneKey {
    return this.#fixedChannel === null ? key : { ...key, channel: this.#fixedChannel };
  }
}

function isImage({ kind }: LinkedInput): boolean {
  return kind === "image";
}

function fixedChannel(inputs: readonly LinkedInput[]): string | null {
  const channels = new Set(inputs.filter(isImage).map(({ channel }) => channel));
  const [only = null] = channels;
  return channels.size === 1 ? only : null;
}

function collect(into: Map<string, string[]>, key: string, value: string): void {
  const values = into.get(key);
  if (values === undefined) into.set(key, [value]);
  else values.push(value);
}

function groupByAbsent({ step }: LinkedStep, groups: readonly string[]): Finding {
  const { groupBy = "channel" } = step.spec;
  return {
    code: "GROUP_BY_ABSENT",
    message: `Cannot choose functions by '${groupBy}' in step '${step.place.name}': some groups do not have it`,
    where: { step: step.place, parameter: "groupBy" },
    expected: `groups that have '${groupBy}'`,
    got: "groups without",
    hint: "It is stacked by this step, or was reduced or selected before",
    examples: groups,
  };
}

function unlisted(step: GroupedStep["step"], value: string, groups: readonly string[]): Finding {
  const keys = `'${[...step.chains.keys()].join("', '")}'`;
  return {
    code: "UNLISTED_GROUP",
    message: `Cannot compute groups of '${value}' in step '${step.place.name}': expected one of the keys ${keys}, got '${value}'`,
    where: { step: step.place, parameter: "func" },
    expected: `one of the keys ${keys}`,
    got: `'${value}'`,
    hint: "Add the key, or set 'unlisted' to 'pass' or 'drop'",
    examples: groups,
  };
}

function lacking(step: GroupedStep["step"], input: string, groups: readonly string[]): Finding {
  return {
    code: "INPUT_MISSING",
    message: `Cannot compute step '${step.place.name}': input '${input}' is missing for some groups`,
    where: { step: step.place, parameter: `inputs.${input}` },
    expected: `input '${input}' for every group`,
    got: "none for some",
    hint: "An earlier step drops these groups, or their images are missing; 'onMissing: skip' drops them",
    examples: groups,
  };
}

function selectionEmpty({ step: { place, spec } }: LinkedStep): Finding {
  const filters = Object.entries({ siteFilter: spec.siteFilter, channelFilter: spec.channelFilter });
  const parameter = filters.find(([, value]) => value !== undefined)?.[0] ?? "inputs";
  return {
    code: "SELECTION_EMPTY",
    message: `Cannot compute step '${place.name}': no input is left after filtering`,
    where: { step: place, parameter },
    expected: "inputs",
    got: "none after filtering",
  };
}

/** One rule for every step, first, middle or last: the chain listed for the group, else according to `unlisted`. */
function choosePattern(step: ResolvedStep, coordinates: PlaneKey): PatternChoice {
  const { groupBy = "channel" } = step.spec;
  const value = step.isDictionary ? coordinates[groupBy] : ANY_KEY;
  if (value === undefined) return { kind: "absent" };
  const calls = step.chains.get(String(value));
  const listed = calls?.length === 0 ? "pass" : "chain";
  const other = step.unlisted === "error" ? "unlisted" : step.unlisted;
  return { kind: calls === undefined ? other : listed, value: String(value) };
}
