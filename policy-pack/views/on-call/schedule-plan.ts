import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { canBePaged, candidates, type Slot, userSources } from "./on-call-people";
import type { RosteredLayer, Schedule } from "./on-call-schedule";
import type { Target } from "./on-call-targets";
import type { LayerPlan, SchedulePlan } from "./roster";

/** What can be planned of a schedule, and why there may be more or it may be otherwise, where something is not known. */
export interface Planned {
  readonly plan: SchedulePlan;
  readonly open: UnknownValue | undefined;
  /** Whether somebody in it is nameless: a place of a rotation whose id only an update will tell. */
  readonly hasNameless: boolean;
}

/** Layers that start later than this are not looked at: they are too far off to bear anybody down. */
const soon = 28 * 86_400_000;

/** Plans the schedule that a level pages. */
export function planOf({ position }: Target, schedule: Schedule, at: number): Planned {
  const layers = attempt(() => schedule.layers(at));
  if ("unknown" in layers) return { plan: [], open: layers.unknown, hasNameless: false };
  const nameless = namelessOf(schedule, layers.value);
  const plan: LayerPlan[] = [];
  let open = nameless.open;
  // What an earlier layer has left cannot be told below one that is not known.
  for (const [index, rostered] of [...layers.value.entries()].reverse()) {
    const read = attempt(() => layerPlan(rostered, position, `layer ${index + 1} of ${schedule.name}`));
    if ("unknown" in read) {
      open ??= read.unknown;
      break;
    }
    if (read.value.from < at + soon) plan.unshift(read.value);
  }
  return { plan: nameless.mayBeLeftOut ? [] : plan, open, hasNameless: nameless.count > 0 };
}

function layerPlan({ layer, slots }: RosteredLayer, position: Target["position"], name: string): LayerPlan {
  const places = slots().map((slot, place) => personIn(slot, `place ${place + 1} of ${name}`));
  const step = { current: 0, next: 1, previous: -1 }[position];
  return {
    people: places.map((_, place) => places[(place + step + places.length) % places.length]),
    zone: layer.zone(),
    from: layer.from(),
    to: layer.to(),
    restrictions: layer.restrictions(),
    rotation: layer.rotation(),
  };
}

/** Each nameless place is somebody of its own: whoever has several is on call more, never less. */
function personIn(slot: Slot, nameless: string): string | undefined {
  if (slot === "nobody") return undefined;
  return slot === "open" ? nameless : slot.person;
}

interface Nameless {
  readonly count: number;
  /** Set unless each place surely has a person of its own. */
  readonly open: UnknownValue | undefined;
  /** Whether one of them may be somebody who cannot be paged, so that no place surely has anybody. */
  readonly mayBeLeftOut: boolean;
}

/** Who is behind the nameless places: the User resources that the layers were computed from and that no id names. */
function namelessOf(schedule: Schedule, layers: readonly RosteredLayer[]): Nameless {
  const reads = layers.map((layer) => attempt(layer.slots));
  const counts = reads.map((read) =>
    "value" in read ? read.value.filter((slot) => slot === "open").length : 0,
  );
  const count = counts.reduce((sum, one) => sum + one, 0);
  if (count === 0) return { count, open: undefined, mayBeLeftOut: false };
  const behind = candidates(
    userSources(schedule.resource, "layers"),
    layers.flatMap(({ layer }, index) => (reads[index] && "value" in reads[index] ? layer.users() : [])),
  );
  const isOneEach = behind.length === count && counts.filter((one) => one > 0).length === 1;
  const mayBeLeftOut = !behind.every(canBePaged);
  const open = new UnknownValue("planned", "who is in the rotation is only known after an update");
  return { count, open: isOneEach && !mayBeLeftOut ? undefined : open, mayBeLeftOut };
}
