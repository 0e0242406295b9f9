/** What retention looks at in a conversation. */
export interface Keepable {
  readonly id: string;
  /** When something was last asked or answered in it, in milliseconds since 1970. */
  readonly changed: number;
  readonly hasDraft?: true;
}

/** What the person said to deleting by age, and to how many days they said it. */
export interface RetentionDecision {
  readonly days: number;
  readonly mayDelete: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The ids of the conversations that have not changed for more days than are to be kept; none when `days` is 0. What is
 * open, and what has something unsent in its composer, stays.
 */
export function outdated(
  conversations: readonly Keepable[],
  days: number,
  now: number,
  isOpen: (id: string) => boolean,
): readonly string[] {
  return days <= 0
    ? []
    : conversations
        .filter(
          ({ id, changed, hasDraft }) => now - changed > days * dayMs && hasDraft !== true && !isOpen(id),
        )
        .map(({ id }) => id);
}

/** How far a clock may stand from the last thing that happened without anybody wondering. */
const usualPauseMs = 30 * dayMs;

/**
 * What deleting by age would come to: "unusual" when more than half of all conversations would go, or when nothing has
 * happened for long, as a clock makes it seem that stands ahead; "never" when something happened after what the clock
 * says is now.
 */
export function deletionByClock(
  conversations: readonly Keepable[],
  count: number,
  now: number,
): "usual" | "unusual" | "never" {
  const newest = conversations.reduce((latest, { changed }) => Math.max(latest, changed), 0);
  if (newest > now) {
    return "never";
  }
  return count * 2 > conversations.length || now - newest > usualPauseMs ? "unusual" : "usual";
}

/**
 * Whether conversations may be deleted by age now: the person is asked before the first ones go, and again only when
 * fewer days are to be kept than they agreed to. Who said no is asked again when the setting has changed.
 */
export function mayDelete(decision: RetentionDecision | undefined, days: number): "yes" | "no" | "ask" {
  if (decision === undefined) {
    return "ask";
  }
  if (decision.mayDelete) {
    return days < decision.days ? "ask" : "yes";
  }
  return days === decision.days ? "no" : "ask";
}
