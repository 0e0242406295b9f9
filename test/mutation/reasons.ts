import type { Tried } from "./trying";

/** Why a mutant that lives may live. */
export function reasonFor(mutant: Tried): string {
  return mutant.outcome === "unreached" ? "no test of the group reaches it" : "not judged yet";
}
